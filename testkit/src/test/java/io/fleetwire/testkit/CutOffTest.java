package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// An engine that is closed while a receiver takes its time: when the grace is over, its threads
/// are interrupted.
final class CutOffTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final EventType CHANGED = new EventType("device.changed");
  private static final OrganizationId ACME = new OrganizationId(1);

  private final MemoryEngineStore store = new MemoryEngineStore();
  private int requests;

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    requests++;
    if (requests == 1) {
      Thread.currentThread().interrupt();
      return new Sent(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE), Timeline.NONE);
    }
    boolean _ = Thread.interrupted();
    return new Sent(
        new Outcome.Answered(200, List.of(), new Payload("text/plain", new byte[0]), true),
        Timeline.NONE);
  }

  @Test
  void aRequestThatWeCutOffIsNoAttempt() {
    EngineByHand byHand =
        new EngineByHand(
            new EnginePorts(store, this::send, List.of(new PlainFormat()), new SilentObserver()),
            new World(new SettableClock(NOON), new SeededRandom(1)));
    Engine engine = byHand.engine();
    RetryPlan once = new RetryPlan(List.of(Duration.ZERO), 0, RetryPlan.ClientErrors.RETRY);
    Endpoint endpoint =
        new Endpoint(
            engine.intake().newEndpointId(),
            ACME,
            new Target("plain", "ref", URI.create("http://receiver.test/")),
            EventFilter.ofTypes(Set.of(CHANGED)),
            new DeliveryPlan(
                once, Budgets.STANDARD, 1, Ordering.UNORDERED, DeliveryPlan.UNLIMITED));
    store.write(
        tx -> {
          tx.putEndpoint(endpoint);
          return true;
        });
    engine
        .intake()
        .accept(
            new NewEvent(
                ACME,
                CHANGED,
                new Subject("device"),
                new TraceId("trace"),
                NOON,
                new Payload("text/plain", new byte[1])));
    byHand.deliver(List.of());

    assertThat(requests).isEqualTo(2);
    assertThat(store.attempts()).singleElement().matches(made -> made.number() == 1);
    DeliveryEntry entry =
        store.log().list(DeliveryQuery.of(ACME), LogCursor.START, 1).entries().getFirst();
    assertThat(entry.state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
