package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// Reads from an outcome how long the receiver wants to be left alone, in whichever way it says so.
/// `Retry-After` says it only beside a failure: with what was taken (202), it tells when to come
/// back for a result, which we never do.
final class Patience {
  private Patience() {}

  /// The time before which it does not want to be called, if it says one that makes sense.
  static Optional<Instant> of(Outcome outcome, Instant now) {
    return outcome instanceof Outcome.Answered answered ? of(answered, now) : Optional.empty();
  }

  private static Optional<Instant> of(Outcome.Answered answered, Instant now) {
    Optional<Instant> retry =
        answered.isSuccess() ? Optional.empty() : RetryAfter.of(answered, now);
    Optional<Instant> pause = ReceiverControl.findPause(answered, now);
    boolean isPauseLonger = pause.isPresent() && retry.filter(pause.get()::isBefore).isEmpty();
    return isPauseLonger ? pause : retry;
  }
}
