package io.fleetwire.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleFunction;

/// What one window shows. Rates count what happened in it; latencies are those of the events that
/// were meant to be sent in it, whenever they came in, so that the slowest are not left out.
record WindowFigures(Rates rates, Latencies latencies, Cost cost) {

  record Rates(double acceptedPerSecond, double receivedPerSecond) {}

  /// From the time an event was meant to be sent to its acknowledgement, from there to its
  /// callback, and the whole way.
  record Latencies(Histogram toAccepted, Histogram acceptedToReceived, Histogram toReceived) {
    Latencies() {
      this(new Histogram(), new Histogram(), new Histogram());
    }
  }

  /// Processor seconds for 10,000 callbacks, of what is measured and of the harness; and how many
  /// processors were busy with neither.
  record Cost(double underTest, double harness, double otherProcessors) {}

  private static final double PER = 10_000;

  /// The figures of the windows between `samples`.
  static List<WindowFigures> of(List<Sample> samples, Ledger ledger) {
    return of(samples, ledger, _ -> true);
  }

  /// The same, with the latencies of those events alone whose numbers are `counted`.
  static List<WindowFigures> of(List<Sample> samples, Ledger ledger, LongPredicate counted) {
    List<Latencies> latencies = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      latencies.add(new Latencies());
    }
    ledger.read(
        (number, meantAt, acceptedAt, receivedAt) -> {
          int window = windowOf(samples, meantAt);
          if (window >= 0 && acceptedAt != 0 && receivedAt != 0 && counted.test(number)) {
            latencies.get(window).toAccepted().record(acceptedAt - meantAt);
            latencies.get(window).acceptedToReceived().record(receivedAt - acceptedAt);
            latencies.get(window).toReceived().record(receivedAt - meantAt);
          }
        });
    List<WindowFigures> figures = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      figures.add(between(samples.get(i - 1), samples.get(i), latencies.get(i - 1)));
    }
    return figures;
  }

  private static int windowOf(List<Sample> samples, long at) {
    for (int i = 1; i < samples.size(); i++) {
      if (at >= samples.get(i - 1).at() && at < samples.get(i).at()) {
        return i - 1;
      }
    }
    return -1;
  }

  private static WindowFigures between(Sample from, Sample to, Latencies latencies) {
    double seconds = seconds(to.since(from));
    long accepted = to.counts().accepted() - from.counts().accepted();
    long received = to.counts().received() - from.counts().received();
    Duration underTest = to.use().underTest().minus(from.use().underTest());
    Duration harness = to.use().harness().minus(from.use().harness());
    Duration all = to.use().machine().all().minus(from.use().machine().all());
    Duration stolen = to.use().machine().stolen().minus(from.use().machine().stolen());
    Duration others = all.plus(stolen).minus(underTest).minus(harness);
    return new WindowFigures(
        new Rates(accepted / seconds, received / seconds),
        latencies,
        new Cost(
            per(seconds(underTest), received),
            per(seconds(harness), received),
            Math.max(0, seconds(others) / seconds)));
  }

  private static double per(double seconds, long count) {
    return count == 0 ? 0 : seconds * PER / count;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// The median of `figure` over the windows, and its range.
  static Spread spread(List<WindowFigures> windows, ToDoubleFunction<WindowFigures> figure) {
    return Spread.of(windows.stream().mapToDouble(figure).toArray());
  }
}
