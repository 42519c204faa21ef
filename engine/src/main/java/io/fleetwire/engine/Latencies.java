package io.fleetwire.engine;

import java.time.Duration;
import java.util.List;

/// How long answers took: the median, what 95 and 99 of a hundred stayed below, and the longest of
/// `counted` attempts.
public record Latencies(int counted, Duration p50, Duration p95, Duration p99, Duration longest) {
  static final Latencies NONE =
      new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /// Of those attempts that were answered: how long a receiver did not answer says a limit of ours.
  public static Latencies of(List<AttemptBrief> attempts) {
    List<Duration> sorted =
        attempts.stream()
            .filter(AttemptBrief::isAnswered)
            .map(AttemptBrief::took)
            .sorted()
            .toList();
    return sorted.isEmpty()
        ? NONE
        : new Latencies(
            sorted.size(), at(sorted, 50), at(sorted, 95), at(sorted, 99), sorted.getLast());
  }

  /// The nearest rank.
  private static Duration at(List<Duration> sorted, int percent) {
    return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
  }
}
