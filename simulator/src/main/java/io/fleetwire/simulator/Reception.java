package io.fleetwire.simulator;

/// What became of something that a device said.
sealed interface Reception {

  /// 2xx.
  record Taken(Answer answer) implements Reception {}

  /// Another status, which repeating would not change, or which did not change.
  record Refused(Answer answer) implements Reception {}

  /// The server wants the device to leave; `how` says by what.
  record Dismissed(String how) implements Reception {}

  /// No answer, as long as the device was patient.
  record Unanswered(String why) implements Reception {}

  /// For a report, when it was not taken.
  default String told() {
    return switch (this) {
      case Taken(Answer answer) -> "was taken: " + answer.status();
      case Refused(Answer answer) -> "was answered " + answer;
      case Dismissed(String how) -> "was answered by " + how;
      case Unanswered(String why) -> "was not answered: " + why;
    };
  }
}
