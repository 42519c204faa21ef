package io.fleetwire.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long this node may go on calling its endpoints without asking the store again. Counted by a
/// clock of its own that never goes back, from before the store was asked: so it ends here before
/// anybody else may think that it has ended. Thread-safe.
final class Lease {
  /// For what lies between the last look at the lease and the first byte on the wire.
  static final Duration MARGIN = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private volatile boolean isEndless;
  private volatile boolean isHeld;
  private volatile long until;

  /// Nothing is leased yet. `nanos` has any origin, as {@link System#nanoTime} has.
  Lease(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// There is nobody else.
  void makeEndless() {
    isEndless = true;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /// The store, asked at `askedAt`, has given a lease of `length`.
  void renewed(long askedAt, Duration length) {
    until = askedAt + length.minus(MARGIN).toNanos();
    isHeld = true;
  }

  /// Somebody else may have it.
  void lose() {
    isHeld = false;
  }

  boolean isHeld() {
    return isEndless || (isHeld && nanos.getAsLong() - until < 0);
  }
}
