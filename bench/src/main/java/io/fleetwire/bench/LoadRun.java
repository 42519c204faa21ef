package io.fleetwire.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Carries out a plan: a flood or a steady load in a warm-up and several windows, then silence
/// until every callback is in, then the next part. Confined to one thread.
final class LoadRun {
  /// A callback that failed is tried again after 5 s and after 30 s, each plus a fifth.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

  static final Duration LOOK = Duration.ofMillis(50);

  private final Meter meter;
  private final Ledger ledger;
  private final LoadPlan plan;

  LoadRun(Meter meter, LoadPlan plan) {
    this.meter = meter;
    this.ledger = meter.ledger();
    this.plan = plan;
  }

  /// One part of a run and what it showed.
  record Part(Pace pace, List<WindowFigures> windows, Map<String, Integer> failures) {
    Part {
      windows = List.copyOf(windows);
      failures = Map.copyOf(failures);
    }

    Spread receivedPerSecond() {
      return WindowFigures.spread(windows, window -> window.rates().receivedPerSecond());
    }
  }

  /// All parts of the plan.
  List<Part> run() throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    Part first = part(plan.load().pace());
    parts.add(first);
    if (plan.load().thenHalf()) {
      int half = (int) Math.max(1, first.receivedPerSecond().median() / 2);
      parts.add(part(new Pace.Steady(half)));
    }
    return parts;
  }

  private Part part(Pace pace) throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    Generator generator =
        Generator.start(meter.underTest().workload(), ledger, pace, plan.load().limits());
    try (generator) {
      pause(plan.timing().warmUp(), generator);
      samples.add(meter.sample());
      for (int i = 0; i < plan.timing().windows(); i++) {
        pause(plan.timing().window(), generator);
        samples.add(meter.sample());
      }
    }
    drain();
    return new Part(pace, WindowFigures.of(samples, ledger), generator.failures());
  }

  // A generator that has given up ends the wait: the figures then show that it did.
  static void pause(Duration length, Generator generator) throws InterruptedException {
    long until = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
      if (generator.isBroken()) {
        return;
      }
      Thread.sleep(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
    }
  }

  private void drain() throws InterruptedException {
    long until = System.nanoTime() + DRAIN_MAX.toNanos();
    while (ledger.outstanding() > 0 && ledger.lost() > 0 && System.nanoTime() < until) {
      Thread.sleep(LOOK);
    }
  }
}
