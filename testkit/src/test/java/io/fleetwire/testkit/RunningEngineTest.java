package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The engine with its threads, on a store in memory.
final class RunningEngineTest {
  private static final OrganizationId ACME = new OrganizationId(7);
  private static final EventType CHANGED = new EventType("device.changed");

  private final MemoryEngineStore store = new MemoryEngineStore();
  private final CountDownLatch asked = new CountDownLatch(1);

  @Test
  void whatIsInFlightWhenItIsClosedIsSettledWithinTheGrace() throws InterruptedException {
    EnginePorts ports =
        new EnginePorts(store, this::send, List.of(new PlainFormat()), new SilentObserver());
    World world = new World(InstantSource.system(), new SeededRandom(1));
    RunningEngine engine =
        new RunningEngine(ports, world, SchedulerLimits.STANDARD, Duration.ofSeconds(30));
    Endpoint endpoint = endpoint(engine);
    store.write(
        tx -> {
          tx.putEndpoint(endpoint);
          return true;
        });
    engine.start();
    engine.intake().accept(facts(world));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    engine.close();
    assertThat(store.attempts())
        .singleElement()
        .extracting(Settlement::next)
        .isEqualTo(new NextStep.Delivered());
    assertThat(engine.scheduler().held()).isZero();
  }

  private static Endpoint endpoint(RunningEngine engine) {
    return new Endpoint(
        engine.intake().newEndpointId(),
        ACME,
        new Target("plain", "ref", URI.create("http://receiver.test/")),
        EventFilter.ofTypes(Set.of(CHANGED)),
        DeliveryPlan.STANDARD);
  }

  private static NewEvent facts(World world) {
    return new NewEvent(
        ACME,
        CHANGED,
        new Subject("device"),
        new TraceId("trace"),
        world.clock().instant(),
        new Payload("text/plain", new byte[1]));
  }

  // Answers when all pumps have ended but those that wait for attempts.
  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    asked.countDown();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("pump-watchdog"))
        .forEach(RunningEngineTest::awaitEnd);
    return new Sent(
        new Outcome.Answered(200, List.of(), new Payload("text/plain", new byte[0]), true),
        Timeline.NONE);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("the grace was too short", e);
    }
  }
}
