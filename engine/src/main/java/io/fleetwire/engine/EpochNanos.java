package io.fleetwire.engine;

import java.time.Instant;

/// Instants as nanoseconds since 1970, for arithmetic that must not allocate. Good until 2262; what
/// is further away is the end of time.
final class EpochNanos {
  static final long PER_SECOND = 1_000_000_000;
  static final long PER_MILLI = 1_000_000;

  private static final long SECONDS_MAX = Long.MAX_VALUE / PER_SECOND - 1;

  private EpochNanos() {}

  static long of(Instant at) {
    long seconds = at.getEpochSecond();
    if (seconds >= SECONDS_MAX) {
      return Long.MAX_VALUE;
    }
    return seconds <= -SECONDS_MAX ? Long.MIN_VALUE : seconds * PER_SECOND + at.getNano();
  }

  static Instant instant(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return Instant.MAX;
    }
    return nanos == Long.MIN_VALUE ? Instant.MIN : Instant.EPOCH.plusNanos(nanos);
  }
}
