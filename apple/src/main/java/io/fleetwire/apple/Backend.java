package io.fleetwire.apple;

import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks the management backend, and waits for its answer. Uses the same door as deliveries: the
/// address guard, the pool of idle connections, the watchdog. Thread-safe; blocks.
///
/// A question is sent once. Whether it may be repeated is for the device to say, which asks again.
final class Backend {
  private final Sender sender;
  private final BackendDress dress;
  private final Endpoint endpoint;
  private final InstantSource clock;
  private final BackendLimits limits;
  private final Journal journal;
  private final Map<Lane, Semaphore> lanes = new EnumMap<>(Lane.class);
  private final Map<Question, URI> addresses = new EnumMap<>(Question.class);

  Backend(
      Sender sender,
      BackendDress dress,
      Endpoint endpoint,
      BackendLimits limits,
      InstantSource clock,
      Journal journal) {
    this.sender = sender;
    this.dress = dress;
    this.endpoint = endpoint;
    this.clock = clock;
    this.limits = limits;
    this.journal = journal;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Semaphore(limits.askedMax(lane)));
    }
    for (Question question : Question.values()) {
      addresses.put(question, question.under(endpoint.target().url()));
    }
  }

  /// What shares a bound on questions under way. A backend that hangs on one kind of question takes
  /// no slot of another.
  enum Lane {
    RESULTS,
    DECISIONS,
    DECLARATIONS,
    ASSETS
  }

  /// The backend's addresses (contract 3.2.1): its base as it was given, and a path behind it.
  enum Question {
    EVENT("event", Lane.RESULTS, BackendLimits.DECISION_BYTES_MAX),
    CHECK_IN("checkin", Lane.DECISIONS, BackendLimits.DECISION_BYTES_MAX),
    DECLARATION_TOKENS("declaration-tokens", Lane.DECLARATIONS, BackendLimits.DECISION_BYTES_MAX),
    DECLARATION_ITEMS("declaration-items", Lane.DECLARATIONS, BackendLimits.DECISION_BYTES_MAX),
    DECLARATION("declaration", Lane.DECLARATIONS, BackendLimits.DECISION_BYTES_MAX),
    ASSET("asset", Lane.ASSETS, BackendLimits.ASSET_ANSWER_BYTES_MAX);

    private final String path;
    private final Lane lane;
    private final int bytesMax;

    Question(String path, Lane lane, int bytesMax) {
      this.path = path;
      this.lane = lane;
      this.bytesMax = bytesMax;
    }

    /// What follows `/webhook/apple/`.
    String path() {
      return path;
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

  /// Who asks: the channel, empty where the request names none, and the request's name in the log.
  record Asker(String channelId, String trace) {
    static Asker of(Caller caller) {
      return new Asker(caller.from().channelId(), caller.origin().trace().value());
    }
  }

  /// Asks what needs no name of its own.
  BackendAnswer ask(Question question, Asker asker, ObjectNode body) {
    return ask(question, asker, asker.trace(), body);
  }

  /// Asks; `id` is the same when the same thing is told again, so that the backend can notice.
  BackendAnswer ask(Question question, Asker asker, String id, ObjectNode body) {
    Instant startedAt = clock.instant();
    Asked asked = askInLane(question, id, body);
    journal.asked(
        new Journal.Asking(asker.channelId(), question.path(), asker.trace()),
        asked.answer(),
        new Journal.Spent(startedAt, Duration.between(startedAt, clock.instant()), asked.size()));
    return asked.answer();
  }

  /// What came of a question, and how much was said.
  private record Asked(BackendAnswer answer, AppleBook.Size size) {
    static Asked not(String reason) {
      return new Asked(new BackendAnswer.Failed(reason), new AppleBook.Size(0, 0));
    }
  }

  private Asked askInLane(Question question, String id, ObjectNode body) {
    Semaphore slots = Objects.requireNonNull(lanes.get(question.lane), "every lane has its slots");
    if (!slots.tryAcquire()) {
      return Asked.not(
          "already asking %d questions of this kind".formatted(limits.askedMax(question.lane)));
    }
    try {
      BackendDress.Asked asked =
          new BackendDress.Asked(
              Objects.requireNonNull(addresses.get(question), "every question has an address"),
              question.idHeader(),
              id,
              new Payload("application/json", AppleJson.bytes(body)));
      OutboundRequest request = dress.dress(asked, endpoint.id(), clock.instant());
      Outcome outcome = sender.send(request, limits.budgets(question.bytesMax)).outcome();
      return new Asked(answer(question, outcome), size(asked.body(), outcome));
    } catch (CallbackFormat.NotComposedException e) {
      return Asked.not(String.valueOf(e.getMessage()));
    } finally {
      slots.release();
    }
  }

  static AppleBook.Size size(Payload asked, Outcome outcome) {
    long read = outcome instanceof Outcome.Answered answered ? answered.body().size() : 0;
    return new AppleBook.Size(asked.size(), read);
  }

  /// What an outcome means, of a question or of a delivery.
  static BackendAnswer answer(Question question, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answer(question, answered);
      case Outcome.TimedOut(var phase) -> new BackendAnswer.Failed("no answer in time: " + phase);
      case Outcome.Unreachable(var fault, String detail) ->
          new BackendAnswer.Failed("unreachable: " + fault + ", " + detail);
      case Outcome.Blocked(String detail) -> new BackendAnswer.Failed("blocked: " + detail);
      case Outcome.NotComposed(String detail) -> new BackendAnswer.Failed(detail);
    };
  }

  private static BackendAnswer answer(Question question, Outcome.Answered answered) {
    Optional<JsonNode> json =
        answered.bodyComplete() ? AppleJson.parse(answered.body().bytes()) : Optional.empty();
    Optional<BackendError> error = json.flatMap(BackendError::of);
    if (error.isPresent()) {
      return new BackendAnswer.Said(error.get());
    }
    if (!answered.isSuccess()) {
      return new BackendAnswer.Failed("the backend answered " + answered.status());
    }
    // An event is taken by its status: were it told again for the words beside it, then for ever.
    return answered.bodyComplete() || question == Question.EVENT
        ? new BackendAnswer.Good(answered.status(), answered.body(), json)
        : new BackendAnswer.Failed("the backend's answer is too long or broke off");
  }
}
