package io.fleetwire.server;

import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Outcome;
import java.util.Locale;

/// Words for outcomes, few enough to be labels of figures.
final class Outcomes {
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
