package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;

/// When to do again what is done every so often. A clock that was set back delays nothing by more
/// than that. Confined to the pump that it belongs to.
final class Rhythm {
  private final Duration every;
  private Instant next = Instant.MIN;

  Rhythm(Duration every) {
    this.every = every;
  }

  boolean isDue(Instant now) {
    return !now.isBefore(next) || next.isAfter(now.plus(every));
  }

  /// It has just been done.
  void done(Instant now) {
    next = now.plus(every);
  }

  /// When it is due next; {@link Instant#MIN} when it has never been done.
  Instant next() {
    return next;
  }
}
