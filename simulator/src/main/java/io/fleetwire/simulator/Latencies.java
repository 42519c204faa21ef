package io.fleetwire.simulator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How long answers took, in buckets that grow by an eighth: exact enough, and of one size whatever
/// the number. Thread-safe.
final class Latencies {
  private static final int PER_OCTAVE = 6;

  /// From a microsecond to more than an hour.
  private static final int BUCKETS = 34 * PER_OCTAVE;

  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final LongAdder count = new LongAdder();

  void add(Duration took) {
    double micros = Math.max(1, took.toNanos() / 1_000.0);
    int bucket = (int) (Math.log(micros) / Math.log(2) * PER_OCTAVE);
    buckets.incrementAndGet(Math.min(BUCKETS - 1, bucket));
    count.increment();
  }

  long count() {
    return count.sum();
  }

  /// The time within which that share of all was answered, rounded up to its bucket's end.
  Duration within(double share) {
    long wanted = (long) Math.ceil(share * count.sum());
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets.get(i);
      if (seen >= wanted && seen > 0) {
        double micros = Math.pow(2, (i + 1.0) / PER_OCTAVE);
        return Duration.ofNanos((long) (micros * 1_000));
      }
    }
    return Duration.ZERO;
  }
}
