package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a receiver gets (contract 5), byte by byte: the files under `golden` are compact forms of
/// the vendor's sample, with our clock, numbers and names.
final class CallbackTest {
  private static final String URL = "https://hooks.example/a";
  private static final String UDID = "ce0917198075440c057e";

  @TempDir private Path folder;
  private LabSite site;
  private LabCaller lab;

  @BeforeEach
  void open() {
    site = LabSite.open(folder);
    lab = site.lab();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void theNineMembersOfEachActivityAreExact() throws IOException {
    lab.webhook(LabCaller.body("Webhook for All events", URL, List.of(LabCaller.VENDORS)));
    lab.is(UDID, "utilizing", "offline", "unplugged", "online");
    site.deliver();
    for (OutboundRequest request : site.sender.sent()) {
      String name = LabSite.body(request).path("eventDescription").stringValue();
      assertThat(LabSite.text(request)).isEqualTo(golden(name + ".json"));
    }
    assertThat(site.sender.sent()).hasSize(4);
  }

  @Test
  void namesOfPeopleSurviveInJson() throws IOException {
    lab.webhook(
        "{\"name\":\"Te\\\"st \\u00fc\\ud83d\\udcf1 / \\\\\",\"url\":\""
            + URL
            + "\",\"events\":[\"device.status.online\"]}");
    lab.is(UDID, "online");
    site.deliver();
    assertThat(LabSite.text(site.sender.sent().getFirst())).isEqualTo(golden("Names.json"));
  }

  @Test
  void theRestIsInHeaders() {
    lab.webhook(LabCaller.body("a", URL, List.of(LabCaller.VENDORS)));
    site.sender.answer(500);
    lab.reportFrom("M\u00fcnchen 1", UDID, "Online", "ACTIVATED");
    site.deliver();
    site.clock.advance(Duration.ofMinutes(1));
    site.sender.answer(200);
    site.deliver();
    OutboundRequest first = site.sender.sent().get(0);
    OutboundRequest second = site.sender.sent().get(1);
    assertThat(LabSite.header(first, "Fleetwire-Event-Id")).startsWith("evt_");
    assertThat(LabSite.header(first, "Fleetwire-Delivery-Id")).startsWith("dlv_");
    assertThat(LabSite.header(first, "Fleetwire-Attempt")).isEqualTo("1");
    assertThat(LabSite.header(first, "Fleetwire-Occurred-At")).isEqualTo("2026-03-04T12:00:00Z");
    assertThat(LabSite.header(first, "Fleetwire-Previous-Status")).isEqualTo("none");
    assertThat(LabSite.header(first, "Fleetwire-Platform")).isEqualTo("Android");
    assertThat(LabSite.header(first, "Fleetwire-Host")).isEqualTo("M%C3%BCnchen 1");
    assertThat(LabSite.header(second, "Fleetwire-Attempt")).isEqualTo("2");
    for (String same :
        List.of("Fleetwire-Event-Id", "Fleetwire-Delivery-Id", "Fleetwire-Occurred-At")) {
      assertThat(LabSite.header(second, same)).isEqualTo(LabSite.header(first, same));
    }
    assertThat(LabSite.body(first).path("creationTime").stringValue())
        .isEqualTo("2026-03-04T12:00:00.000Z");
    assertThat(LabSite.body(second).path("creationTime").stringValue())
        .as("stamped when it is sent")
        .isEqualTo("2026-03-04T12:01:00.000Z");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = CallbackTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
