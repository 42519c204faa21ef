package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// Reads from an outcome how long the receiver wants to be left alone, in whichever way it says so.
final class Patience {
  private Patience() {}

  /// The time before which it does not want to be called, if it says one that makes sense.
  static Optional<Instant> of(Outcome outcome, Instant now) {
    return outcome instanceof Outcome.Answered answered ? of(answered, now) : Optional.empty();
  }

  private static Optional<Instant> of(Outcome.Answered answered, Instant now) {
    Optional<Instant> retry = RetryAfter.of(answered, now);
    Optional<Instant> pause = ReceiverControl.findPause(answered, now);
    boolean isPauseLonger = pause.isPresent() && retry.filter(pause.get()::isBefore).isEmpty();
    return isPauseLonger ? pause : retry;
  }
}
