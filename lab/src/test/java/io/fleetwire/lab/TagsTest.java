package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.testkit.KnoxAnswer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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

      assertThat(list(tags, lab)).containsExactly(new Tags.Tag("night", 2));
      assertThat(tags.find(lab.organization, "night")).contains(new Tags.Tag("night", 2));
      assertThat(tags.find(others.organization, "night")).isEmpty();
      assertThat(list(tags, others)).containsExactly(new Tags.Tag("smoke", 1));
      assertThat(tags.webhooksAbout(lab.organization, "night")).hasSize(1);
      lab.is("one", "offline");
      assertThat(site.told(ABOUT)).containsExactly("device.status.offline");

      assertThat(tags.remove(caller, "night")).isEqualTo(new Tags.Answer.Done(2));
      lab.is("one", "online");
      assertThat(list(tags, lab)).isEmpty();
      assertThat(site.told(ABOUT)).as("about no device, not about all").hasSize(1);
    }
  }

  @Test
  void programsListRenameAndRemoveThemAlsoThoseOfDotsAlone(@TempDir Path folder) {
    try (LabSite site = LabSite.open(folder)) {
      LabCaller lab = site.lab();
      tag(lab, "one", ".", "..", "a@b.c_d-e+f");
      tag(lab, "two", ".");

      JsonNode first = LabSite.json(200, lab.http.get("/v2/tags?size=2"));
      assertThat(first.toString())
          .isEqualTo(
              "{\"tags\":[{\"name\":\".\",\"devices\":2},{\"name\":\"..\",\"devices\":1}],"
                  + "\"next\":\"..\"}");
      for (String path : List.of("/v2/tags", "/v2/bookings")) {
        JsonNode error = LabSite.json(400, lab.http.get(path + "?size=1001"));
        assertThat(error.path("message").stringValue())
            .isEqualTo("size: an integer from 1 to 1000");
        LabSite.json(200, lab.http.get(path + "?size=1000"));
      }
      JsonNode rest = LabSite.json(200, lab.http.get("/v2/tags?after=.."));
      assertThat(rest.toString())
          .isEqualTo("{\"tags\":[{\"name\":\"a@b.c_d-e+f\",\"devices\":1}]}");

      assertThat(renamed(lab, "~.", "dot")).isEqualTo("200 {\"devices\":2}");
      assertThat(renamed(lab, "a@b.c_d-e%2Bf", "odd")).isEqualTo("200 {\"devices\":1}");
      assertThat(renamed(lab, "dot", "no blanks")).startsWith("400").contains(DeviceBody.TAG_RULE);
      assertThat(renamed(lab, "dot", "dot")).startsWith("400").contains("called so already");
      assertThat(LabCaller.patch(lab.http, "/v2/tags/dot", "{\"names\":1}").status())
          .isEqualTo(400);
      assertThat(renamed(lab, "nobody", "x")).startsWith("404").contains("there is no tag nobody");
      assertThat(renamed(site.lab(), "dot", "x")).startsWith("404");
      assertThat(lab.http.delete("/v2/tags/~..").text()).isEqualTo("{\"devices\":1}");
      assertThat(lab.http.delete("/v2/tags/~..").status()).isEqualTo(404);
      assertThat(list(site.service.desks().tags(), lab))
          .containsExactly(new Tags.Tag("dot", 2), new Tags.Tag("odd", 1));
    }
  }

  private static String renamed(LabCaller lab, String tag, String name) {
    KnoxAnswer answer = LabCaller.patch(lab.http, "/v2/tags/" + tag, "{\"name\":\"" + name + "\"}");
    return answer.status() + " " + answer.text();
  }

  private static List<Tags.Tag> list(Tags tags, LabCaller lab) {
    return tags.list(lab.organization, "", Tags.LISTED_MAX);
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
