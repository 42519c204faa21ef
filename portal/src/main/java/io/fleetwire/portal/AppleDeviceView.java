package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook.Attested;
import io.fleetwire.apple.AppleBook.Declaration;
import io.fleetwire.apple.AppleBook.Kind;
import io.fleetwire.apple.AppleBook.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One channel: what it is, its users, what it reports and what was said. `older` leads to earlier
/// lines, or is empty; `hindrance` says why it cannot be woken, or is empty.
record AppleDeviceView(
    AppleRow row,
    Optional<Vouched> vouched,
    List<AppleRow> users,
    List<Declared> declared,
    List<Step> steps,
    String older,
    String hindrance) {

  /// For which device its maker has vouched when it got its certificate. Who enrolled it himself
  /// keeps the names to himself.
  record Vouched(String names, Moment at) {
    static Vouched of(Attested attested, Instant now) {
      String names =
          Stream.of(attested.serial(), attested.udid())
              .filter(name -> !name.isEmpty())
              .collect(Collectors.joining(", "));
      return new Vouched(names.isEmpty() ? "without names" : names, Moment.of(attested.at(), now));
    }
  }

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
