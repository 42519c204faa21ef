package io.fleetwire.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where somebody stands in a trace that many systems share: the trace, the step in it that calls
/// (16 hexadecimal digits), and whether the trace is recorded. The value of the header
/// `traceparent` (<https://www.w3.org/TR/trace-context/#traceparent-header>), in version 00.
public record TraceParent(String traceId, String parentId, String flags) {
  /// The name of the header.
  public static final String HEADER = "traceparent";

  private static final int PARENT_DIGITS = 16;

  /// Nothing that is shorter can be one, which nearly every other id of a trace is.
  private static final int LENGTH_MIN = 55;

  // A later version may say more behind another dash, and has to be understood as far as this.
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})"
              + "(-.*)?");

  private static final String VERSION = "00";

  /// What a header's value says; nothing when it must be ignored.
  public static Optional<TraceParent> parse(String value) {
    if (value.length() < LENGTH_MIN) {
      return Optional.empty();
    }
    Matcher found = FORM.matcher(value);
    boolean isKnown =
        found.matches() && (found.group(5) == null || !found.group(1).equals(VERSION));
    return isKnown
        ? Optional.of(new TraceParent(found.group(2), found.group(3), found.group(4)))
        : Optional.empty();
  }

  /// The same trace, one step further: `random` are hexadecimal digits, 16 or more, of which the
  /// first name the step.
  public TraceParent step(String random) {
    String id = random.substring(0, PARENT_DIGITS);
    return new TraceParent(traceId, id.matches("0+") ? parentId : id, flags);
  }

  /// As a header has it.
  public String print() {
    return String.join("-", VERSION, traceId, parentId, flags);
  }
}
