package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.UserAnswer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A word on devices is changed on all of them at once, and webhooks that are about it follow.
final class TagsTest {
  private static final String ABOUT = "https://hooks.example/about";
  private static final String SCOPE = "\"scope\":{\"tags\":[\"smoke\"]}";

  @Test
  void aTagIsRenamedAndTakenOffEverywhere(@TempDir Path folder) {
    try (LabSite site = LabSite.open(folder)) {
      LabCaller lab = site.lab();
      Tags tags = site.service.desks().tags();
      Principal caller = principal(site, lab);
      LabCaller others = site.lab();
      lab.webhook(ABOUT, List.of(LabCaller.VENDORS), SCOPE);
      tag(lab, "one", "smoke");
      tag(lab, "two", "smoke", "night");
      tag(others, "three", "smoke");

      assertThat(tags.rename(caller, "smoke", "no blanks"))
          .isEqualTo(new Tags.Answer.Refused(DeviceBody.TAG_RULE));
      assertThat(tags.rename(caller, "nobody", "night")).isEqualTo(new Tags.Answer.Unknown());
      assertThat(tags.rename(caller, "smoke", "night")).isEqualTo(new Tags.Answer.Done(2));

      assertThat(tags.list(lab.organization)).containsExactly(new Tags.Tag("night", 2));
      assertThat(tags.find(lab.organization, "night")).contains(new Tags.Tag("night", 2));
      assertThat(tags.find(others.organization, "night")).isEmpty();
      assertThat(tags.list(others.organization)).containsExactly(new Tags.Tag("smoke", 1));
      assertThat(tags.webhooksAbout(lab.organization, "night")).hasSize(1);
      lab.is("one", "offline");
      assertThat(site.told(ABOUT)).containsExactly("device.status.offline");

      assertThat(tags.remove(caller, "night")).isEqualTo(new Tags.Answer.Done(2));
      lab.is("one", "online");
      assertThat(tags.list(lab.organization)).isEmpty();
      assertThat(site.told(ABOUT)).as("about no device, not about all").hasSize(1);
    }
  }

  private static Principal principal(LabSite site, LabCaller lab) {
    if (site.access.users().create(lab.organization, "tags@lab.example", Role.ADMIN)
        instanceof UserAnswer.NewUser(var user, var _)) {
      return user.principal();
    }
    throw new AssertionError("no person");
  }

  private static void tag(LabCaller lab, String udid, String... words) {
    lab.is(udid, "online");
    long id =
        LabSite.json(200, lab.http.get("/v2/devices?udid=" + udid))
            .path("devices")
            .path(0)
            .path("id")
            .longValue();
    String body = "{\"tags\":[\"" + String.join("\",\"", words) + "\"]}";
    assertThat(lab.http.put("/v2/devices/" + id + "/tags", body).status()).isEqualTo(204);
  }
}
