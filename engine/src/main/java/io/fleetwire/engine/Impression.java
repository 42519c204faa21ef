package io.fleetwire.engine;

import java.util.Optional;

/// What the outcome of an attempt says, in the language of the endpoint's format: of the delivery,
/// and of the endpoint as a whole, whether it can be told at all and wants to be told no more. How
/// fast it wants to be called is read by {@link HealthSign} and {@link Patience}.
record Impression(Outcome outcome, Kind kind, Optional<EndpointState.Reason> farewell) {

  /// How the delivery was received.
  enum Kind {
    /// It was taken.
    TAKEN,
    /// The receiver was told, and its last word is that it does not take it.
    DECLINED,
    /// It was not taken, or our policy forbids the address.
    FAILED,
    /// Nothing could be composed: our own fault.
    NOTHING
  }

  static Impression of(Outcome outcome, CallbackFormat format) {
    return switch (outcome) {
      case Outcome.Answered answered ->
          new Impression(outcome, kind(answered, format), farewell(answered, format));
      case Outcome.TimedOut _, Outcome.Unreachable _, Outcome.Blocked _ ->
          new Impression(outcome, Kind.FAILED, Optional.empty());
      case Outcome.NotComposed _ -> new Impression(outcome, Kind.NOTHING, Optional.empty());
    };
  }

  /// Whether the receiver says that the endpoint is no more.
  boolean isGone() {
    return farewell.filter(reason -> reason == EndpointState.Reason.GONE).isPresent();
  }

  private static Kind kind(Outcome.Answered answered, CallbackFormat format) {
    if (answered.isSuccess()) {
      return Kind.TAKEN;
    }
    return format.isFinal(answered) ? Kind.DECLINED : Kind.FAILED;
  }

  private static Optional<EndpointState.Reason> farewell(
      Outcome.Answered answered, CallbackFormat format) {
    if (!answered.isSuccess() && format.isGone(answered)) {
      return Optional.of(EndpointState.Reason.GONE);
    }
    return ReceiverControl.isStop(answered)
        ? Optional.of(EndpointState.Reason.ASKED_TO_STOP)
        : Optional.empty();
  }
}
