package io.fleetwire.engine;

import java.time.Instant;

/// What follows an attempt.
public sealed interface NextStep {

  /// The receiver has it.
  record Delivered() implements NextStep {}

  /// Try again, not before `at`.
  record RetryAt(Instant at) implements NextStep {}

  /// The delivery ends without success.
  record GiveUp(Reason reason) implements NextStep {}

  /// Why a delivery ended without success.
  enum Reason {
    /// The plan has no attempt left.
    EXHAUSTED,
    /// The receiver answered that it will not take it.
    REFUSED,
    /// It would have been tried again, but a later one of its line is there, and the endpoint wants
    /// the latest only.
    SUPERSEDED,
    /// The endpoint was removed while the delivery was in memory; nothing is left to settle.
    REMOVED
  }
}
