package io.fleetwire.engine;

import java.time.Instant;

/// All that is known of one attempt when it has ended: a row of the attempt log.
public record Settlement(Ready ready, int number, Instant startedAt, Sent sent, NextStep next) {

  /// The same attempt with another end.
  public Settlement with(NextStep what) {
    return what.equals(next) ? this : new Settlement(ready, number, startedAt, sent, what);
  }
}
