package io.fleetwire.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Kills the engine under load, starts it again on the same data, and waits until everything that
/// was acknowledged has come in: again and again, on one ledger. The moments are drawn from a seed.
final class CrashRun {
  private static final Duration EARLIEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofMillis(1_200);

  /// A callback that failed is tried again after 5 s and after 30 s, each plus a fifth.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(2);

  private final Workshop shop;
  private final Ledger ledger;
  private final Receiver receiver;
  private final Plan plan;

  CrashRun(Workshop shop, Ledger ledger, Receiver receiver, Plan plan) {
    this.shop = shop;
    this.ledger = ledger;
    this.receiver = receiver;
    this.plan = plan;
  }

  record Plan(int times, int perSecond, long seed) {}

  /// One crash: how long the load had been on, how many acknowledged events had not come in, how
  /// long after the new process was started it was ready, the first of them came in and the last of
  /// them, and how many events came in once more.
  record Crash(
      Duration under,
      long unfinished,
      Duration ready,
      Optional<Duration> first,
      Optional<Duration> drained,
      long duplicated) {}

  /// Tells of each crash as soon as it is over: a run takes an hour, and may be ended before.
  List<Crash> run(Consumer<Crash> told) throws InterruptedException {
    RandomGenerator random = new SplittableRandom(plan.seed());
    List<Crash> crashes = new ArrayList<>();
    EngineUnderTest server = start();
    while (crashes.size() < plan.times()) {
      Duration under = Duration.ofMillis(random.nextLong(EARLIEST.toMillis(), LATEST.toMillis()));
      Generator generator =
          Generator.start(
              server.workload(),
              ledger,
              new Pace.Steady(plan.perSecond()),
              new Generator.Limits(64, Long.MAX_VALUE));
      try (generator) {
        Thread.sleep(under);
        server.kill();
      }
      long unfinished = ledger.lost();
      long received = ledger.received() + ledger.duplicated();
      long duplicated = ledger.duplicated();
      long startedAt = System.nanoTime();
      server = start();
      Duration ready = since(startedAt);
      Optional<Duration> first =
          await(() -> ledger.received() + ledger.duplicated() > received, startedAt, unfinished);
      Optional<Duration> drained = await(() -> ledger.lost() == 0, startedAt, unfinished);
      Crash crash =
          new Crash(under, unfinished, ready, first, drained, ledger.duplicated() - duplicated);
      crashes.add(crash);
      told.accept(crash);
    }
    return crashes;
  }

  private EngineUnderTest start() {
    return EngineUnderTest.start(shop, receiver.ports(), Signing.HMAC, EngineUnderTest.Data.FRESH);
  }

  // Nothing when there is nothing to wait for, or the time is over.
  private static Optional<Duration> await(BooleanSupplier reached, long startedAt, long unfinished)
      throws InterruptedException {
    if (unfinished == 0) {
      return Optional.empty();
    }
    long until = System.nanoTime() + DRAIN_MAX.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return Optional.empty();
      }
      Thread.sleep(LOOK);
    }
    return Optional.of(since(startedAt));
  }

  private static Duration since(long at) {
    return Duration.ofNanos(System.nanoTime() - at);
  }
}
