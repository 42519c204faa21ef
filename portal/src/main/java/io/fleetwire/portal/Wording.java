package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointLoad;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Replay;
import java.util.Locale;

/// The engine's cases in words of people. Pure.
final class Wording {
  private Wording() {}

  static Badge badge(DeliveryState state) {
    return switch (state) {
      case PENDING -> new Badge("Pending", "busy");
      case DELIVERED -> new Badge("Delivered", "good");
      case EXHAUSTED -> new Badge("Exhausted", "bad");
      case REFUSED -> new Badge("Refused", "bad");
      case SUPERSEDED -> new Badge("Superseded", "");
      case CANCELLED -> new Badge("Cancelled", "");
      case EXPIRED -> new Badge("Expired", "bad");
    };
  }

  static String meaning(DeliveryState state) {
    return switch (state) {
      case PENDING -> "It is outstanding: on its way, or waiting for its time.";
      case DELIVERED -> "The receiver has it.";
      case EXHAUSTED -> "The retry plan had no attempt left.";
      case REFUSED -> "The receiver answered that it will not take it.";
      case SUPERSEDED -> "The endpoint wants the latest only, and there was a later one.";
      case CANCELLED -> "Its endpoint was removed first.";
      case EXPIRED -> "It was outstanding for longer than deliveries are kept.";
    };
  }

  static Badge badge(EndpointState state, EndpointHealth health) {
    return switch (state) {
      case EndpointState.Paused _ -> new Badge("Paused", "");
      case EndpointState.Disabled _ -> new Badge("Disabled", "bad");
      case EndpointState.Active() ->
          switch (health) {
            case EndpointHealth.Well() -> new Badge("Active", "good");
            case EndpointHealth.Doubtful _ -> new Badge("Unsteady", "busy");
            case EndpointHealth.Failing _ -> new Badge("Failing", "bad");
          };
    };
  }

  static String reason(EndpointState.Reason reason) {
    return switch (reason) {
      case GONE -> "its receiver answered 410 Gone";
      case FAILED_FOR_DAYS -> "for days there was nothing but failures";
      case ASKED_TO_STOP -> "its receiver asked to stop";
      case BY_HAND -> "somebody switched it off";
    };
  }

  static Badge badge(EndpointLoad.Breaker breaker) {
    return switch (breaker) {
      case CLOSED -> new Badge("Closed", "good");
      case OPEN -> new Badge("Open", "bad");
      case PROBING -> new Badge("Probing", "busy");
    };
  }

  static Badge badge(Replay.State state) {
    return switch (state) {
      case RUNNING -> new Badge("Running", "busy");
      case FINISHED -> new Badge("Finished", "good");
      case CANCELLED -> new Badge("Cancelled", "");
    };
  }

  static Badge badge(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered ->
          new Badge(Integer.toString(answered.status()), answered.isSuccess() ? "good" : "bad");
      case Outcome.TimedOut _ -> new Badge("Timed out", "bad");
      case Outcome.Unreachable _ -> new Badge("No answer", "bad");
      case Outcome.Blocked _ -> new Badge("Blocked", "bad");
      case Outcome.NotComposed _ -> new Badge("Not sent", "bad");
    };
  }

  /// One sentence about how an attempt ended.
  static String sentence(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered ->
          answered.isSuccess()
              ? "The receiver took it."
              : "The receiver answered, but not with a status from 200 to 299.";
      case Outcome.TimedOut(Outcome.Phase phase) -> "Time ran out " + duringWords(phase) + ".";
      case Outcome.Unreachable(Outcome.Fault fault, String detail) ->
          faultWords(fault) + ": " + detail;
      case Outcome.Blocked(String detail) -> "Policy forbids that address: " + detail;
      case Outcome.NotComposed(String detail) -> "The request could not be written: " + detail;
    };
  }

  private static String duringWords(Outcome.Phase phase) {
    return switch (phase) {
      case RESOLVE -> "while the name was looked up";
      case CONNECT -> "while connecting";
      case FIRST_BYTE -> "before the first byte of an answer";
      case TOTAL -> "before the answer was complete";
    };
  }

  private static String faultWords(Outcome.Fault fault) {
    return switch (fault) {
      case NAME_NOT_FOUND -> "There is no such name";
      case REFUSED -> "The connection was refused";
      case RESET -> "The connection broke";
      case TLS -> "The TLS handshake failed";
      case NOT_HTTP -> "The answer was not HTTP";
      case OTHER -> "There was no answer";
    };
  }

  /// What followed an attempt, but for the time of a retry.
  static String next(NextStep next) {
    return switch (next) {
      case NextStep.Delivered() -> "Delivered";
      case NextStep.RetryAt _ -> "Tried again";
      case NextStep.GiveUp(NextStep.Reason reason) -> "Given up: " + words(reason.name());
    };
  }

  /// Empty for a delivery that was made because something happened.
  static String origin(Origin origin) {
    return switch (origin) {
      case EVENT -> "";
      case REDELIVERY -> "redelivery";
      case REPLAY -> "replay";
      case TEST -> "test";
    };
  }

  /// Which dialect an endpoint belongs to.
  static String dialect(Endpoint endpoint) {
    return switch (endpoint.target().format()) {
      case "standard" -> "Webhook";
      case "knox" -> "Knox subscription";
      case "lab" -> "Lab webhook";
      case "apple" -> "Apple backend";
      default -> endpoint.target().format();
    };
  }

  /// Where an endpoint is, without what may hold a secret.
  static String host(Endpoint endpoint) {
    String host = endpoint.target().url().getHost();
    int port = endpoint.target().url().getPort();
    return port < 0 ? host : host + ":" + port;
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
