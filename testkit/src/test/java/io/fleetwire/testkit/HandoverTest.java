package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Lane;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Two engines over one store, stepped by hand: a lane goes from one to the other while a request
/// of it takes longer than anybody waits.
final class HandoverTest {
  private final SettableClock clock = new SettableClock(Samples.NOON);
  private final MemoryEngineStore store = new MemoryEngineStore(clock, Runnable::run);
  private final List<Runnable> ofOne = new ArrayList<>();
  private final List<Runnable> ofOther = new ArrayList<>();
  private Duration connecting = Duration.ZERO;
  private int arrived;

  private Engine join(List<Runnable> attempts) {
    EngineStore node = store.join("node", Duration.ofSeconds(10));
    EnginePorts ports =
        new EnginePorts(node, this::send, List.of(new PlainFormat()), new SilentObserver());
    World world = new World(clock, new SeededRandom(1));
    Engine engine = new Engine(ports, world, SchedulerLimits.STANDARD, attempts::add);
    engine.recover();
    return engine;
  }

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    clock.advance(connecting);
    if (!mayGo.getAsBoolean()) {
      return new Sent(Sender.FORBIDDEN, Timeline.NONE);
    }
    arrived++;
    return new Sent(Samples.answer(200), Timeline.NONE);
  }

  private static void step(Engine engine) {
    engine.nodePump().step();
    engine.pumps().forEach(Pump::step);
  }

  @Test
  void anAnswerThatComesAfterTheLaneIsGoneIsRefused() {
    Engine one = join(ofOne);
    Samples.put(store, endpoint(one));
    publish(one);
    publish(one);
    step(one);
    assertThat(ofOne).hasSize(1);

    Engine other = join(ofOther);
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofSeconds(2));
      step(one);
      step(other);
    }
    assertThat(ofOther).hasSize(1);

    ofOne.getFirst().run();
    step(one);
    assertThat(store.attempts()).isEmpty();
    assertThat(ofOne).as("what follows is not for this node to send").hasSize(1);

    ofOther.getFirst().run();
    step(other);
    assertThat(store.attempts()).hasSize(1);
    step(other);
    assertThat(ofOther).hasSize(2);
  }

  @Test
  void aRequestThatWasReadyAfterItsLeaseHadEndedIsNotSent() {
    Engine one = join(ofOne);
    step(one);
    Samples.put(store, endpoint(one));
    publish(one);
    step(one);
    connecting = Duration.ofSeconds(11);
    ofOne.removeFirst().run();
    assertThat(arrived).isZero();

    connecting = Duration.ZERO;
    step(one);
    ofOne.removeFirst().run();
    step(one);
    assertThat(arrived).isEqualTo(1);
    assertThat(store.attempts())
        .as("what was not sent is no attempt")
        .singleElement()
        .matches(attempt -> attempt.number() == 1);
  }

  // In a lane that goes when somebody joins.
  private static Endpoint endpoint(Engine engine) {
    EndpointId id = engine.intake().newEndpointId();
    while (!Lanes.ALL.last(Lane.COUNT / 2).contains(id)) {
      id = engine.intake().newEndpointId();
    }
    DeliveryPlan plan = Samples.plan(RetryPlan.STANDARD, Ordering.BY_SUBJECT);
    return Samples.endpoint(id, Samples.ACME, plan, "device.*");
  }

  private void publish(Engine engine) {
    engine.intake().accept(Samples.event(Samples.ACME, "x", clock.instant()));
  }
}
