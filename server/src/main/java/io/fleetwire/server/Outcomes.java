package io.fleetwire.server;

import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Words for outcomes, few enough to be labels of figures.
final class Outcomes {
  static final String FAILING = "failing";
  static final String RECOVERED = "recovered";
  static final String DELIVERED = "delivered";

  /// Every word that there is for a state, for a change of health, and for a delivery's end.
  static final List<String> STATES =
      Stream.concat(
              Stream.of(new EndpointState.Active(), new EndpointState.Paused(Instant.EPOCH)),
              Arrays.stream(EndpointState.Reason.values())
                  .map(reason -> new EndpointState.Disabled(Instant.EPOCH, reason)))
          .map(Outcomes::word)
          .toList();

  static final List<String> HEALTH = List.of(FAILING, RECOVERED);

  static final List<String> ENDINGS =
      Stream.concat(
              Stream.of(DELIVERED), Arrays.stream(NextStep.Reason.values()).map(Outcomes::word))
          .toList();

  private Outcomes() {}

  /// The class of an outcome: `2xx`, `timeout-connect`, `unreachable-tls`, `blocked`.
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answered.status() / 100 + "xx";
      case Outcome.TimedOut(Outcome.Phase phase) -> "timeout-" + word(phase);
      case Outcome.Unreachable(Outcome.Fault fault, String _) -> "unreachable-" + word(fault);
      case Outcome.Blocked _ -> "blocked";
      case Outcome.NotComposed _ -> "not-composed";
    };
  }

  /// What is known beyond the class.
  static String detail(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> Integer.toString(answered.status());
      case Outcome.TimedOut _ -> "";
      case Outcome.Unreachable(Outcome.Fault _, String detail) -> detail;
      case Outcome.Blocked(String detail) -> detail;
      case Outcome.NotComposed(String detail) -> detail;
    };
  }

  /// `active`, `paused`, `disabled-gone`.
  static String word(EndpointState state) {
    return switch (state) {
      case EndpointState.Active _ -> "active";
      case EndpointState.Paused _ -> "paused";
      case EndpointState.Disabled disabled -> "disabled-" + word(disabled.reason());
    };
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
