package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a receiver gets who wants CloudEvents is one, whatever the publisher has said.
final class EnvelopeTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Payload DATA =
      new Payload("application/json", "1".getBytes(StandardCharsets.UTF_8));

  @Test
  void anEventWithAnIdAloneHasASourceAllTheSame() {
    JsonNode structured = structured(new Envelope(Map.of("id", "4711", "type", "a"), DATA).pack());
    assertThat(structured.path("id").asString()).isEqualTo("4711");
    assertThat(structured.path("source").asString()).isEqualTo("/organizations/7");
    assertThat(structured.path("data").asInt()).isEqualTo(1);
  }

  @Test
  void anEventWithASourceAloneHasAnIdAllTheSame() {
    JsonNode structured =
        structured(new Envelope(Map.of("source", "/g", "type", "a"), DATA).pack());
    assertThat(structured.path("id").asString()).isEqualTo("evt_0000000000005");
    assertThat(structured.path("source").asString()).isEqualTo("/g");
  }

  @Test
  void aTimeWithoutSecondsThatWasTakenBeforeIsToldWithThem() {
    Payload payload = new Envelope(Map.of("time", "2026-01-31T12:00Z", "type", "a"), DATA).pack();
    assertThat(structured(payload).path("time").asString()).isEqualTo("2026-01-31T12:00:00Z");
  }

  private static JsonNode structured(Payload payload) {
    NewEvent facts =
        new NewEvent(
            new OrganizationId(7),
            new EventType("a"),
            new Subject("s"),
            new TraceId("t"),
            NOON,
            payload);
    return Json.parse(Envelope.structured(new Event(new EventId(5), facts, NOON)).bytes());
  }
}
