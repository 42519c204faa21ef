package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The delivery engine with its threads: made, started once, closed once.
public final class Engine implements AutoCloseable {
  private final EngineStore store;
  private final World world;
  private final Duration grace;
  private final Scheduler scheduler;
  private final Intake intake;
  private final ExecutorService attempts;
  private final List<PumpDriver> drivers;

  /// How an engine behaves: what it keeps in memory, and how long requests in flight may go on when
  /// it is closed.
  public record Settings(SchedulerLimits limits, Duration grace) {
    public static final Settings STANDARD =
        new Settings(SchedulerLimits.STANDARD, Duration.ofSeconds(10));
  }

  public Engine(
      EngineStore store,
      Sender sender,
      Map<String, CallbackFormat> formats,
      EngineObserver observer,
      World world,
      Settings settings) {
    this.store = store;
    this.world = world;
    this.grace = settings.grace();
    this.scheduler = new Scheduler(settings.limits(), store::endpoints, world.clock());
    Ids ids = new Ids(world.clock(), 0, store.highestId());
    this.intake = new Intake(store, scheduler, ids, world, observer);
    Attempter attempter = new Attempter(store, sender, formats, scheduler, world, observer);
    this.attempts =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("attempt-", 0).factory());
    DispatchPump dispatch = new DispatchPump(scheduler, attempter, attempts);
    ClaimPump claim = new ClaimPump(store, scheduler, world.clock());
    this.drivers =
        List.of(
            new PumpDriver(dispatch, scheduler.readySignal(), world.clock(), observer),
            new PumpDriver(claim, scheduler.dueSignal(), world.clock(), observer));
  }

  /// Takes up what the last run left outstanding, and begins to deliver.
  public void start() {
    Instant now = world.clock().instant();
    Map<EndpointId, Instant> dues =
        store.write(
            tx -> {
              tx.releaseHeld(now);
              return tx.nextDues();
            });
    dues.forEach(scheduler::waiting);
    drivers.forEach(PumpDriver::start);
  }

  public Intake intake() {
    return intake;
  }

  public Scheduler scheduler() {
    return scheduler;
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
  }
}
