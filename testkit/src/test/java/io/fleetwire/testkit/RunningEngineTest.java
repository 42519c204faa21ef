package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The engine with its threads, on a store in memory.
final class RunningEngineTest {
  /// As many as there are slots, of which half is kept for those who have answered before.
  private static final int STRANGERS = 4;

  private final MemoryEngineStore store = new MemoryEngineStore();
  private final CountDownLatch asked = new CountDownLatch(1);

  @Test
  void whatIsInFlightWhenItIsClosedIsSettledWithinTheGrace() throws InterruptedException {
    EnginePorts ports =
        new EnginePorts(store, this::send, List.of(new PlainFormat()), new SilentObserver());
    World world = new World(InstantSource.system(), new SeededRandom(1));
    RunningEngine engine =
        new RunningEngine(ports, world, SchedulerLimits.STANDARD, Duration.ofSeconds(30));
    EndpointId id = engine.intake().newEndpointId();
    Samples.put(store, Samples.endpoint(id, Samples.ACME, DeliveryPlan.STANDARD, "device.*"));
    engine.start();
    engine.intake().accept(Samples.event(Samples.ACME, "x", world.clock().instant()));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    engine.close();
    assertThat(store.attempts())
        .singleElement()
        .extracting(Settlement::next)
        .isEqualTo(new NextStep.Delivered());
    assertThat(engine.scheduler().held()).isZero();
  }

  @Test
  void moreStrangersThanMayBeCalledAtATimeAreAllCalled() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(STRANGERS);
    EnginePorts ports =
        new EnginePorts(
            store,
            (_, _, _) -> {
              called.countDown();
              return new Sent(Samples.answer(200), Timeline.NONE);
            },
            List.of(new PlainFormat()),
            new SilentObserver());
    World world = new World(InstantSource.system(), new SeededRandom(1));
    SchedulerLimits usual = SchedulerLimits.STANDARD;
    SchedulerLimits narrow =
        new SchedulerLimits(
            usual.heldMax(), usual.heldBytesMax(), usual.heldPerEndpointMax(), STRANGERS);
    try (RunningEngine engine = new RunningEngine(ports, world, narrow, Duration.ZERO)) {
      for (int i = 0; i < STRANGERS; i++) {
        EndpointId id = engine.intake().newEndpointId();
        Samples.put(store, Samples.endpoint(id, Samples.ACME, DeliveryPlan.STANDARD, "device.*"));
      }
      engine.start();
      engine.intake().accept(Samples.event(Samples.ACME, "x", world.clock().instant()));
      assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  // Answers when all pumps have ended but those that wait for attempts.
  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    asked.countDown();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("pump-watchdog"))
        .forEach(RunningEngineTest::awaitEnd);
    return new Sent(Samples.answer(200), Timeline.NONE);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("the grace was too short", e);
    }
  }
}
