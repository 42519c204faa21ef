package io.fleetwire.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An engine with its threads: one per pump, and a virtual one per attempt ({@link Pump} says which
/// pumps have a virtual one, too).
public final class RunningEngine implements AutoCloseable {
  private final Engine engine;
  private final Duration grace;
  private final ExecutorService attempts;
  private final List<PumpDriver> drivers;
  private final PumpDriver settleDriver;
  private final PumpDriver nodeDriver;
  private final EngineObserver observer;

  /// An engine that keeps things for as long as the house does.
  public RunningEngine(EnginePorts ports, World world, SchedulerLimits limits, Duration grace) {
    this(ports, world, new EngineLimits(limits, DeliveryLimits.STANDARD), grace);
  }

  /// `grace` is how long requests in flight may go on when the engine is closed.
  public RunningEngine(EnginePorts ports, World world, EngineLimits limits, Duration grace) {
    this.grace = grace;
    this.attempts =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("attempt-", 0).factory());
    this.engine = new Engine(ports, world, limits, attempts);
    this.drivers =
        engine.pumps().stream()
            .filter(pump -> !pump.equals(engine.settler()))
            .map(pump -> new PumpDriver(pump, world.clock(), ports.observer()))
            .toList();
    this.settleDriver = new PumpDriver(engine.settler(), world.clock(), ports.observer());
    this.nodeDriver = new PumpDriver(engine.nodePump(), world.clock(), ports.observer());
    this.observer = ports.observer();
  }

  /// Takes up what the last run left outstanding, and begins to deliver.
  public void start() {
    engine.recover();
    nodeDriver.start();
    settleDriver.start();
    drivers.forEach(PumpDriver::start);
  }

  public Intake intake() {
    return engine.intake();
  }

  public EndpointSwitch endpointSwitch() {
    return engine.endpointSwitch();
  }

  /// Makes single deliveries again.
  public Redelivery redelivery() {
    return engine.redelivery();
  }

  /// Makes many deliveries again.
  public Replays replays() {
    return engine.replays();
  }

  /// Writes requests without sending them.
  public Rehearsal rehearsal() {
    return engine.rehearsal();
  }

  /// What is in memory and in flight.
  public Scheduler scheduler() {
    return engine.scheduler();
  }

  /// Starts nothing new, lets requests in flight end within the grace, and leaves the rest to the
  /// next start. What is accepted meanwhile is durable, and delivered then.
  @Override
  public void close() {
    drivers.forEach(PumpDriver::close);
    attempts.shutdown();
    try {
      if (!attempts.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        attempts.shutdownNow();
        attempts.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      attempts.shutdownNow();
      Thread.currentThread().interrupt();
    }
    settleTheRest();
    nodeDriver.close();
    leave();
  }

  private void settleTheRest() {
    settleDriver.close();
    try {
      engine.settler().step();
    } catch (StoreUnavailableException e) {
      // What is not settled is sent again after the next start.
      observer.stumbled(engine.settler().name(), e);
    }
  }

  private void leave() {
    try {
      engine.leave();
    } catch (StoreUnavailableException e) {
      // The lease ends by itself.
      observer.stumbled("leave", e);
    }
  }
}
