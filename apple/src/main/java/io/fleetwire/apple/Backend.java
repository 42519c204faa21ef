package io.fleetwire.apple;

import io.fleetwire.callback.Dresser;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/// Asks the management backend, and waits for its answer. Uses the same door as deliveries: the
/// address guard, the pool of idle connections, the watchdog. Thread-safe; blocks.
///
/// A question is sent once. Whether it may be repeated is for the device to say, which asks again.
final class Backend {
  private final Sender sender;
  private final Dresser dresser;
  private final Endpoint endpoint;
  private final InstantSource clock;
  private final BackendLimits limits;
  private final Semaphore slots;

  Backend(
      Sender sender,
      Dresser dresser,
      Endpoint endpoint,
      BackendLimits limits,
      InstantSource clock) {
    this.sender = sender;
    this.dresser = dresser;
    this.endpoint = endpoint;
    this.clock = clock;
    this.limits = limits;
    this.slots = new Semaphore(limits.askedMax());
  }

  /// The backend's addresses (contract 3.2.1): its base as it was given, and a path behind it.
  enum Question {
    EVENT("event", BackendLimits.DECISION_BYTES_MAX),
    CHECK_IN("checkin", BackendLimits.DECISION_BYTES_MAX),
    DECLARATION_TOKENS("declaration-tokens", BackendLimits.DECISION_BYTES_MAX),
    DECLARATION_ITEMS("declaration-items", BackendLimits.DECISION_BYTES_MAX),
    DECLARATION("declaration", BackendLimits.DECISION_BYTES_MAX),
    ASSET("asset", BackendLimits.ASSET_ANSWER_BYTES_MAX);

    private final String path;
    private final int bytesMax;

    Question(String path, int bytesMax) {
      this.path = path;
      this.bytesMax = bytesMax;
    }

    /// Under which name it says what it is: as in deliveries.
    private String idHeader() {
      return this == EVENT ? "Fleetwire-Event-Id" : "Fleetwire-Trace-Id";
    }

    /// Appended, not resolved: resolving would lose the last segment of a base without a slash.
    URI under(URI base) {
      String text = base.toString();
      String start = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      return URI.create(start + "/webhook/apple/" + path);
    }
  }

  /// Asks; `id` is the same when the same thing is told again, so that the backend can notice.
  BackendAnswer ask(Question question, String id, ObjectNode body) {
    if (!slots.tryAcquire()) {
      return new BackendAnswer.Failed("already asking " + limits.askedMax() + " questions");
    }
    try {
      OutboundRequest plain =
          new OutboundRequest(
              question.under(endpoint.target().url()),
              List.of(new Header(question.idHeader(), id)),
              new Payload("application/json", AppleJson.bytes(body)));
      OutboundRequest request = dresser.dress(plain, endpoint.id(), id, clock.instant());
      return answer(sender.send(request, limits.budgets(question.bytesMax)).outcome());
    } catch (CallbackFormat.NotComposedException e) {
      return new BackendAnswer.Failed(String.valueOf(e.getMessage()));
    } finally {
      slots.release();
    }
  }

  /// What an outcome means, of a question or of a delivery.
  static BackendAnswer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answer(answered);
      case Outcome.TimedOut(var phase) -> new BackendAnswer.Failed("no answer in time: " + phase);
      case Outcome.Unreachable(var fault, String detail) ->
          new BackendAnswer.Failed("unreachable: " + fault + ", " + detail);
      case Outcome.Blocked(String detail) -> new BackendAnswer.Failed("blocked: " + detail);
      case Outcome.NotComposed(String detail) -> new BackendAnswer.Failed(detail);
    };
  }

  private static BackendAnswer answer(Outcome.Answered answered) {
    byte[] body = answered.body().bytes();
    Optional<BackendError> error =
        answered.bodyComplete() ? BackendError.of(body) : Optional.empty();
    if (error.isPresent()) {
      return new BackendAnswer.Said(error.get());
    }
    if (!answered.isSuccess()) {
      return new BackendAnswer.Failed("the backend answered " + answered.status());
    }
    return answered.bodyComplete()
        ? new BackendAnswer.Good(answered.status(), answered.body())
        : new BackendAnswer.Failed("the backend's answer is too long or broke off");
  }
}
