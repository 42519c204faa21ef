package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook.Declaration;
import io.fleetwire.apple.AppleBook.Kind;
import io.fleetwire.apple.AppleBook.Line;
import java.time.Instant;
import java.util.List;

/// One channel: what it is, its users, what it reports and what was said. `older` leads to earlier
/// lines, or is empty.
record AppleDeviceView(
    AppleRow row, List<AppleRow> users, List<Declared> declared, List<Step> steps, String older) {

  /// What was last reported of a declaration.
  record Declared(Declaration declaration, Badge state, Moment at) {
    static Declared of(Declaration declaration, Instant now) {
      return new Declared(declaration, state(declaration), Moment.of(declaration.at(), now));
    }

    private static Badge state(Declaration declaration) {
      return switch (declaration.valid()) {
        case "valid" ->
            declaration.active() ? new Badge("Active", "good") : new Badge("Valid, not active", "");
        case "invalid" -> new Badge("Invalid", "bad");
        default -> new Badge("Not known yet", "busy");
      };
    }
  }

  /// One line of the timeline.
  record Step(Line line, String what, String tone, Moment at) {
    static Step of(Line line, Instant now) {
      return new Step(line, what(line.kind()), tone(line), Moment.of(line.at(), now));
    }

    private static String what(Kind kind) {
      return switch (kind) {
        case CHECK_IN -> "Check-in";
        case COMMAND -> "Command";
        case RESULT -> "Result";
        case DECLARATION -> "Declarations";
        case REFUSAL -> "Refused";
        case PUSH -> "Push";
      };
    }

    private static String tone(Line line) {
      return switch (line.kind()) {
        case CHECK_IN, COMMAND -> "info";
        case RESULT -> result(line.title());
        case DECLARATION -> "";
        case REFUSAL -> "bad";
        case PUSH -> line.title().equals("sent") ? "good" : "bad";
      };
    }

    private static String result(String status) {
      return switch (status) {
        case "Acknowledged" -> "good";
        case "NotNow" -> "busy";
        default -> "bad";
      };
    }
  }
}
