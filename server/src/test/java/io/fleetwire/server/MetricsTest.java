package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  @Test
  void organizationsCannotMakeAsManySeriesAsTheyInventTypes() {
    try (Metrics metrics = new Metrics(new BuildFacts("1"))) {
      for (int i = 0; i < Metrics.TYPES_MAX + 10; i++) {
        metrics.accepted(event("invented.t" + i), 1);
      }
      metrics.accepted(event("invented.t7"), 1);
      String told = metrics.scrape();
      assertThat(told.lines().filter(line -> line.startsWith("fleetwire_events_accepted_total{")))
          .hasSize(Metrics.TYPES_MAX + 1)
          .contains(
              "fleetwire_events_accepted_total{type=\"other\"} 10.0",
              "fleetwire_events_accepted_total{type=\"invented.t7\"} 2.0");
    }
  }

  private static Event event(String type) {
    return new Event(
        new EventId(1),
        new NewEvent(
            new OrganizationId(1),
            new EventType(type),
            new Subject("a"),
            new TraceId("t"),
            Instant.EPOCH,
            new Payload("text/plain", new byte[0])),
        Instant.EPOCH);
  }
}
