package io.fleetwire.engine;

import java.util.Optional;

/// What the outcome of an attempt says of the endpoint as a whole: whether it can be told at all,
/// and whether it wants to be told no more. How fast it wants to be called is read by {@link
/// HealthSign} and {@link Patience}.
record Impression(Kind kind, Optional<EndpointState.Reason> farewell) {
  /// RFC 9110 section 15.5.11: likely to be permanent, and references to it should be removed.
  private static final int GONE = 410;

  /// Whether an endpoint can be told.
  enum Kind {
    /// The delivery was taken.
    TAKEN,
    /// It was not, or our policy forbids the address.
    FAILED,
    /// Nothing could be composed: our own fault.
    NOTHING
  }

  static Impression of(Outcome outcome) {
    return new Impression(kind(outcome), farewell(outcome));
  }

  /// Whether the receiver says that the endpoint is no more.
  static boolean isGone(Outcome.Answered answered) {
    return answered.status() == GONE;
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered when answered.isSuccess() -> Kind.TAKEN;
      case Outcome.Answered _, Outcome.TimedOut _, Outcome.Unreachable _, Outcome.Blocked _ ->
          Kind.FAILED;
      case Outcome.NotComposed _ -> Kind.NOTHING;
    };
  }

  private static Optional<EndpointState.Reason> farewell(Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      return Optional.empty();
    }
    if (isGone(answered)) {
      return Optional.of(EndpointState.Reason.GONE);
    }
    return ReceiverControl.isStop(answered)
        ? Optional.of(EndpointState.Reason.ASKED_TO_STOP)
        : Optional.empty();
  }
}
