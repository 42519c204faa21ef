package io.fleetwire.apple;

import io.fleetwire.engine.Outcome;
import java.time.Duration;
import java.util.regex.Pattern;

/// What Apple's push service said (contract 2.10). Pure.
sealed interface ApnsAnswer {

  /// It takes the push; `id` names it there.
  record Taken(String id) implements ApnsAnswer {}

  /// The token is known no longer: the one answer after which there is no use in asking again.
  record Unregistered() implements ApnsAnswer {}

  /// It refuses, and will until somebody changes something.
  record Refused(int status, String reason) implements ApnsAnswer {}

  /// It could not be asked, or cannot answer now.
  record Later(String why, Duration after) implements ApnsAnswer {}

  /// Long enough for a connection to be mended, short enough for who waits.
  Duration SOON = Duration.ofSeconds(10);

  /// Who is asked to slow down, does.
  Duration SLOWLY = Duration.ofSeconds(60);

  /// What Apple's reasons look like; of anything else nothing is shown to people.
  Pattern WORD = Pattern.compile("[A-Za-z]{1,60}");

  static ApnsAnswer of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> of(answered);
      case Outcome.TimedOut(var phase) -> new Later("gave no answer in time (" + phase + ")", SOON);
      case Outcome.Unreachable(var fault, String detail) ->
          new Later("could not be reached (" + fault + ": " + detail + ")", SOON);
      case Outcome.Blocked(String detail) ->
          new Later("could not be reached (" + detail + ")", SOON);
      case Outcome.NotComposed(String detail) ->
          new Later("could not be asked (" + detail + ")", SOON);
    };
  }

  private static ApnsAnswer of(Outcome.Answered answered) {
    int status = answered.status();
    String reason = reason(answered);
    return switch (status) {
      case 200 -> new Taken(answered.header("apns-id").orElse(""));
      case 410 -> reason.equals("Unregistered") ? new Unregistered() : new Refused(410, reason);
      case 429 -> new Later(said(status, reason), SLOWLY);
      case 400 ->
          reason.equals("IdleTimeout")
              ? new Later(said(status, reason), SOON)
              : new Refused(status, reason);
      default ->
          status >= 500 ? new Later(said(status, reason), SLOWLY) : new Refused(status, reason);
    };
  }

  private static String said(int status, String reason) {
    return "answered " + status + (reason.isEmpty() ? "" : " " + reason);
  }

  private static String reason(Outcome.Answered answered) {
    return AppleJson.parse(answered.body().bytes())
        .flatMap(json -> AppleJson.text(json, "reason"))
        .filter(WORD.asMatchPredicate())
        .orElse("");
  }
}
