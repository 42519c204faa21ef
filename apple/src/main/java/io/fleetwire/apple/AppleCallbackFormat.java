package io.fleetwire.apple;

import io.fleetwire.apple.Backend.Question;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Ready;
import java.util.Optional;

/// Tells the backend of what is durable: the body is the event's payload, exactly that of the seed
/// page; what names and signs it is in headers. Thread-safe.
final class AppleCallbackFormat implements CallbackFormat {
  static final String NAME = "apple";

  private final BackendDress dress;

  AppleCallbackFormat(BackendDress dress) {
    this.dress = dress;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    return dress.dress(Question.EVENT.under(endpoint.target().url()), ready, endpoint, moment);
  }

  /// An error that the backend names is its decision, whatever the status beside it; to repeat the
  /// event would hold up what comes after it. Only "something is broken here" is worth a retry.
  @Override
  public boolean isFinal(Outcome.Answered answer) {
    Optional<BackendError> error =
        answer.bodyComplete()
            ? AppleJson.parse(answer.body().bytes()).flatMap(BackendError::of)
            : Optional.empty();
    return error.filter(e -> e != BackendError.INTERNAL_SERVER_ERROR).isPresent();
  }

  /// Whoever runs this server says where the backend is; a bare status of something in between must
  /// not stop all that a fleet has to say.
  @Override
  public boolean isGone(Outcome.Answered answer) {
    return false;
  }
}
