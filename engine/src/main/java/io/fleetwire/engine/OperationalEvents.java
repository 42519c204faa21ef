package io.fleetwire.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/// What the engine has to say about endpoints and deliveries, as events of their organization like
/// any other: they are delivered to whom a {@link TypePattern} names them. Their subject is the
/// endpoint's id.
final class OperationalEvents {
  static final EventType FAILING = new EventType("fleetwire.endpoint.failing");
  static final EventType RECOVERED = new EventType("fleetwire.endpoint.recovered");
  static final EventType DISABLED = new EventType("fleetwire.endpoint.disabled");
  static final EventType EXHAUSTED = new EventType("fleetwire.delivery.exhausted");

  private static final String JSON = "application/json";

  private OperationalEvents() {}

  /// Where an event comes from, and when: what all of them have in common.
  record Occasion(Endpoint endpoint, TraceId trace, Instant at) {}

  /// There was nothing but failures since a time.
  static NewEvent failing(Occasion occasion, Instant since) {
    return event(FAILING, occasion, about(occasion).with("failingSince", since));
  }

  /// A delivery was taken again, after the failures that began at a time.
  static NewEvent recovered(Occasion occasion, Instant since) {
    return event(RECOVERED, occasion, about(occasion).with("failingSince", since));
  }

  /// The endpoint is not called any more.
  static NewEvent disabled(Occasion occasion, EndpointState.Reason reason) {
    return event(DISABLED, occasion, about(occasion).with("reason", reason.word()));
  }

  /// A delivery ended without success.
  static NewEvent exhausted(Occasion occasion, Settlement settlement, NextStep.Reason reason) {
    Event event = settlement.ready().event();
    JsonObject body =
        about(occasion)
            .with("delivery", settlement.ready().delivery().id())
            .with("event", event.id())
            .with("type", event.type())
            .with("subject", event.subject())
            .with("attempts", settlement.number())
            .with("reason", reason.name().toLowerCase(Locale.ROOT));
    return event(EXHAUSTED, occasion, body);
  }

  private static JsonObject about(Occasion occasion) {
    return new JsonObject()
        .with("endpoint", occasion.endpoint().id())
        .with("reference", occasion.endpoint().target().reference())
        .with("at", occasion.at());
  }

  private static NewEvent event(EventType type, Occasion occasion, JsonObject body) {
    return new NewEvent(
        occasion.endpoint().organization(),
        type,
        new Subject(occasion.endpoint().id().toString()),
        occasion.trace(),
        occasion.at(),
        new Payload(JSON, body.print().getBytes(StandardCharsets.UTF_8)));
  }
}
