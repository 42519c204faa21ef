package io.fleetwire.engine;

/// Writes requests as a dialect's receivers expect them, signs them, and knows what their answers
/// mean beyond success.
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

  /// Whether `answer`, which is no success, says that the endpoint is no more: it is disabled, and
  /// the delivery kept for the day when somebody enables it again. RFC 9110 section 15.5.11 means
  /// 410 so: likely to be permanent, and references to it should be removed.
  default boolean isGone(Outcome.Answered answer) {
    return answer.status() == 410;
  }

  /// Thrown for want of something that an operator, or time, can mend.
  final class NotComposedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotComposedException(String message) {
      super(message);
    }
  }
}
