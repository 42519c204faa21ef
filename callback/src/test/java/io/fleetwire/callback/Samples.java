package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One event on its way.
final class Samples {
  static final EndpointId ENDPOINT = new EndpointId(77);
  static final Payload BODY = json("{\"battery\":\"low\"}");
  static final Event EVENT = event("device.battery", "imei 35", BODY);
  static final Ready READY =
      new Ready(
          new Delivery(
              new DeliveryId(9), ENDPOINT, 41, EVENT.id(), Ordering.UNORDERED, 2, House.NOW),
          EVENT);

  private Samples() {}

  static Payload json(String text) {
    return new Payload("application/json", text.getBytes(UTF_8));
  }

  static Event event(String type, String subject, Payload body) {
    return event(type, subject, new TraceId("trace-1"), body);
  }

  static Event event(String type, String subject, TraceId trace, Payload body) {
    NewEvent facts =
        new NewEvent(
            new OrganizationId(1),
            new EventType(type),
            new Subject(subject),
            trace,
            Instant.parse("2026-11-22T02:59:58.120Z"),
            body);
    return new Event(new EventId(8), facts, House.NOW);
  }

  static OutboundRequest request(String url) {
    return new OutboundRequest(URI.create(url), List.of(new Header("X-Dialect", "speaks")), BODY);
  }

  static Endpoint endpoint(EndpointId id) {
    return new Endpoint(
        id,
        new OrganizationId(1),
        new Target("any", "", URI.create("https://hooks.example/")),
        new EventFilter(Set.of(), List.of()),
        DeliveryPlan.STANDARD);
  }
}
