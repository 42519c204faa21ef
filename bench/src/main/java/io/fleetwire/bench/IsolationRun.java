package io.fleetwire.bench;

import io.fleetwire.bench.LoadPlan.Timing;
import io.fleetwire.engine.Must;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures what endpoints that misbehave cost those that do not.
///
/// A steady load goes to all endpoints alike. For every manner, windows in which everybody behaves
/// are followed by windows in which a share of the endpoints does not, from the first moment on;
/// then they behave again, and are given time to catch up. Each manner has its own share, so the
/// endpoints that are looked at are always the same: those that behave to the end.
final class IsolationRun {
  private static final Duration CATCH_UP_MAX = Duration.ofMinutes(2);

  private final Meter meter;
  private final Plan plan;

  IsolationRun(Meter meter, Plan plan) {
    this.meter = meter;
    this.plan = plan;
  }

  /// `bad` is how many endpoints misbehave at a time.
  record Plan(List<Manner> manners, int perSecond, int endpoints, int bad, Timing timing) {
    Plan {
      manners = List.copyOf(manners);
      Must.hold(manners.size() * bad < endpoints, "some endpoints behave to the end");
    }
  }

  /// The windows of those who behave: before some began to misbehave, and while they did.
  record Shown(Manner manner, List<WindowFigures> without, List<WindowFigures> with) {
    Shown {
      without = List.copyOf(without);
      with = List.copyOf(with);
    }

    static Spread percentile(List<WindowFigures> windows, double share) {
      return WindowFigures.spread(
          windows, window -> window.latencies().toReceived().atShare(share) / 1e6);
    }

    double ratio(double share) {
      return percentile(with, share).median() / percentile(without, share).median();
    }
  }

  private record Taken(Manner manner, List<Sample> without, List<Sample> with) {}

  List<Shown> run() throws InterruptedException {
    List<Taken> taken = new ArrayList<>();
    Generator.Limits limits = new Generator.Limits(64, Long.MAX_VALUE);
    try (Generator generator =
        Generator.start(
            meter.underTest().workload(),
            meter.ledger(),
            new Pace.Steady(plan.perSecond()),
            limits)) {
      LoadRun.pause(plan.timing().warmUp(), generator);
      for (int i = 0; i < plan.manners().size(); i++) {
        taken.add(take(i, generator));
      }
    }
    catchUp(meter.ledger()::lost, 0);
    return taken.stream().map(this::shown).toList();
  }

  private Taken take(int index, Generator generator) throws InterruptedException {
    Manner manner = plan.manners().get(index);
    List<Sample> without = windows(generator);
    meter.receiver().behave(manner, places(index));
    List<Sample> with = windows(generator);
    meter.receiver().behave(Manner.WELL, places(index));
    catchUp(meter.ledger()::outstanding, plan.perSecond() / 10);
    return new Taken(manner, without, with);
  }

  private Set<Integer> places(int index) {
    return IntStream.range(index * plan.bad(), (index + 1) * plan.bad())
        .boxed()
        .collect(Collectors.toSet());
  }

  private List<Sample> windows(Generator generator) throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    samples.add(meter.sample());
    for (int i = 0; i < plan.timing().windows(); i++) {
      LoadRun.pause(plan.timing().window(), generator);
      samples.add(meter.sample());
    }
    return samples;
  }

  private static void catchUp(LongSupplier left, long enough) throws InterruptedException {
    long until = System.nanoTime() + CATCH_UP_MAX.toNanos();
    while (left.getAsLong() > enough && System.nanoTime() < until) {
      Thread.sleep(LoadRun.LOOK);
    }
  }

  private Shown shown(Taken taken) {
    int first = plan.manners().size() * plan.bad();
    LongPredicate behaves = number -> number % plan.endpoints() >= first;
    return new Shown(
        taken.manner(),
        WindowFigures.of(taken.without(), meter.ledger(), behaves),
        WindowFigures.of(taken.with(), meter.ledger(), behaves));
  }
}
