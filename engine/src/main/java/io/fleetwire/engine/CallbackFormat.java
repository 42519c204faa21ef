package io.fleetwire.engine;

/// Writes requests as a dialect's receivers expect them, and signs them.
public interface CallbackFormat {
  /// The name by which endpoints choose it ({@link Target#format}).
  String name();

  /// The request for one attempt. Called anew for each one: what must stay the same through all
  /// attempts follows from `delivery` and `event`, what must be fresh comes from `moment`. Throws
  /// {@link NotComposedException} when no request can be written now.
  OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment);

  /// Whether `answer`, which is no success, is nevertheless the receiver's last word in this
  /// dialect: sending again would change nothing, and hold up what comes after it.
  default boolean isFinal(Outcome.Answered answer) {
    return false;
  }

  /// Thrown for want of something that an operator, or time, can mend.
  final class NotComposedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotComposedException(String message) {
      super(message);
    }
  }
}
