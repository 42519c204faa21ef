package io.fleetwire.testkit;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.TypePattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What goes through an engine that is tested as a whole: an event, the endpoint that wants it, and
/// how its receiver answers.
final class Samples {
  static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  static final OrganizationId ACME = new OrganizationId(7);

  private Samples() {}

  static NewEvent event(OrganizationId organization, String text, Instant occurredAt) {
    return new NewEvent(
        organization,
        new EventType("device.changed"),
        new Subject("device"),
        new TraceId("trace"),
        occurredAt,
        new Payload("text/plain", text.getBytes(StandardCharsets.UTF_8)));
  }

  /// An endpoint that wants what `types`, a pattern, mean.
  static Endpoint endpoint(
      EndpointId id, OrganizationId organization, DeliveryPlan plan, String types) {
    return new Endpoint(
        id,
        organization,
        new Target("plain", "ref", URI.create("http://receiver.test/" + id)),
        new EventFilter(Set.of(new TypePattern(types)), List.of()),
        plan);
  }

  static DeliveryPlan plan(RetryPlan retries, Ordering ordering) {
    return new DeliveryPlan(retries, Budgets.STANDARD, 8, ordering, DeliveryPlan.UNLIMITED);
  }

  static Endpoint put(EngineStore store, Endpoint endpoint) {
    return store.write(
        tx -> {
          tx.putEndpoint(endpoint);
          return endpoint;
        });
  }

  static Outcome answer(int status, Header... headers) {
    return new Outcome.Answered(
        status, List.of(headers), new Payload("text/plain", new byte[0]), true);
  }
}
