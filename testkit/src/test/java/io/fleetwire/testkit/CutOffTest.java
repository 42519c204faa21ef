package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// An engine that is closed while a receiver takes its time: when the grace is over, its threads
/// are interrupted.
final class CutOffTest {
  private final MemoryEngineStore store = new MemoryEngineStore();
  private int requests;

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    requests++;
    if (requests == 1) {
      Thread.currentThread().interrupt();
      return new Sent(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE), Timeline.NONE);
    }
    boolean _ = Thread.interrupted();
    return new Sent(Samples.answer(200), Timeline.NONE);
  }

  @Test
  void aRequestThatWeCutOffIsNoAttempt() {
    EngineByHand byHand =
        new EngineByHand(
            new EnginePorts(store, this::send, List.of(new PlainFormat()), new SilentObserver()),
            new World(new SettableClock(Samples.NOON), new SeededRandom(1)));
    Engine engine = byHand.engine();
    RetryPlan once = new RetryPlan(List.of(Duration.ZERO), 0, RetryPlan.ClientErrors.RETRY);
    DeliveryPlan plan = Samples.plan(once, Ordering.UNORDERED);
    EndpointId id = engine.intake().newEndpointId();
    Samples.put(store, Samples.endpoint(id, Samples.ACME, plan, "device.*"));
    engine.intake().accept(Samples.event(Samples.ACME, "x", Samples.NOON));
    byHand.deliver(List.of());

    assertThat(requests).isEqualTo(2);
    assertThat(store.attempts()).singleElement().matches(made -> made.number() == 1);
    DeliveryEntry entry =
        store.log().list(DeliveryQuery.of(Samples.ACME), LogCursor.START, 1).entries().getFirst();
    assertThat(entry.state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
