package io.fleetwire.bench;

import io.fleetwire.engine.Must;

/// Counts durations in buckets whose width grows with the value: whatever the value, a bucket is
/// narrower than one part in 64 of it, so that a percentile is right to 1.6 %. Confined to one
/// thread.
final class Histogram {
  private static final int PART_BITS = 6;
  private static final int PARTS = 1 << PART_BITS;

  private final long[] counts = new long[(Long.SIZE - PART_BITS) * PARTS];
  private long total;
  private long max;

  /// Takes a duration; a negative one counts as none at all.
  void record(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value)]++;
    total++;
    max = Math.max(max, value);
  }

  long count() {
    return total;
  }

  /// The smallest duration that at least `share` of all do not exceed, rounded up to the end of its
  /// bucket; 0 when there is none.
  long atShare(double share) {
    Must.hold(share > 0 && share <= 1, "a share is above 0 and at most 1");
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(max, lastOf(i));
      }
    }
    return 0;
  }

  // Values below 2 * PARTS have a bucket each; above, the highest PART_BITS + 1 bits choose one.
  private static int bucket(long value) {
    int shift = Math.max(0, Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(value | 1));
    return shift * PARTS + (int) (value >>> shift);
  }

  private static long lastOf(int bucket) {
    int shift = Math.max(0, bucket / PARTS - 1);
    long first = (long) (bucket - shift * PARTS) << shift;
    return first + (1L << shift) - 1;
  }
}
