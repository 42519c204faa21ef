package io.fleetwire.engine;

/// Lets so many requests a second through, with a burst of one second's worth (the generic cell
/// rate algorithm, ITU-T I.371 annex A). Times are {@link EpochNanos}; a clock that steps back
/// takes the gate with it. Confined to the scheduler's lock.
final class RateGate {
  private static final long BURST = EpochNanos.PER_SECOND;

  /// When the last request went through, and when all that went through will be paid for.
  private long passedAt = Long.MIN_VALUE;

  private long paidAt = Long.MIN_VALUE;

  /// From when on one more request may go through at `rate` per second. In the past, or at once,
  /// when it may.
  long opensAt(double rate, long now) {
    if (rate == DeliveryPlan.UNLIMITED || passedAt == Long.MIN_VALUE) {
      return Long.MIN_VALUE;
    }
    long interval = interval(rate);
    return debt(interval, now) - Math.max(0, BURST - interval);
  }

  void passed(double rate, long now) {
    if (rate == DeliveryPlan.UNLIMITED) {
      return;
    }
    long interval = interval(rate);
    long debt = passedAt == Long.MIN_VALUE ? now : debt(interval, now);
    paidAt = Math.max(debt, now) + interval;
    passedAt = now;
  }

  // As if the rate had always been what it is now, and the clock had never been ahead: neither may
  // close the gate for longer than a burst or an interval.
  private long debt(long interval, long now) {
    if (now < passedAt) {
      paidAt -= passedAt - now;
      passedAt = now;
    }
    return Math.min(paidAt, passedAt + Math.max(BURST, interval));
  }

  private static long interval(double rate) {
    return Math.round(EpochNanos.PER_SECOND / rate);
  }
}
