package io.fleetwire.engine;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Endpoints, deliveries and answers for a scheduler that is stepped by hand.
final class SteppedDeliveries {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Outcome OK = answer(200);
  static final Outcome SILENCE = new Outcome.TimedOut(Outcome.Phase.TOTAL);

  private long lastId;

  static Endpoint endpoint(EndpointId id, int concurrencyMax, double rate) {
    return new Endpoint(
        id,
        new OrganizationId(1),
        new Target("plain", "reference", URI.create("http://receiver.test/")),
        EventFilter.ofTypes(Set.of(new EventType("changed"))),
        new DeliveryPlan(
            RetryPlan.STANDARD, Budgets.STANDARD, concurrencyMax, Ordering.UNORDERED, rate));
  }

  Ready ready(EndpointId endpoint) {
    EventId id = new EventId(++lastId);
    NewEvent facts =
        new NewEvent(
            new OrganizationId(1),
            new EventType("changed"),
            new Subject("device"),
            new TraceId("trace"),
            NOW,
            new Payload("application/json", new byte[10]));
    Delivery delivery =
        new Delivery(new DeliveryId(id.value()), endpoint, lastId, id, Ordering.UNORDERED, 0, NOW);
    return new Ready(delivery, new Event(id, facts, NOW));
  }

  List<Ready> ready(EndpointId endpoint, int count) {
    return LongStream.range(0, count).mapToObj(_ -> ready(endpoint)).toList();
  }

  static Outcome answer(int status, Header... headers) {
    return new Outcome.Answered(
        status, List.of(headers), new Payload("text/plain", new byte[0]), true);
  }

  static EndpointId endpointOf(Started started) {
    return started.ready().delivery().endpoint();
  }

  static List<Started> startAll(Scheduler scheduler) {
    List<Started> started = new ArrayList<>();
    Optional<Started> next = scheduler.next();
    while (next.isPresent()) {
      started.add(next.get());
      next = scheduler.next();
    }
    return started;
  }
}
