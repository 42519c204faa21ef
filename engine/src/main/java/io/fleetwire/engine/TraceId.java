package io.fleetwire.engine;

import java.util.Optional;

/// Joins a callback to the request that caused it. Chosen by the caller or made by us; printable
/// ASCII without blanks, because it travels in headers. It may be the whole of a caller's {@link
/// TraceParent}.
public record TraceId(String value) {
  /// Knox callers may send up to 64 letters; nothing of ours is longer.
  static final int LENGTH_MAX = 64;

  public TraceId {
    Must.hold(isValid(value), "a trace id has 1 to 64 printable letters");
  }

  /// Whether `text` can be a trace id.
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= LENGTH_MAX
        && text.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f);
  }

  /// The place in a trace of many systems in which the caller stands, if it has told one.
  public Optional<TraceParent> parent() {
    return TraceParent.parse(value);
  }

  /// What logs are searched by: of a caller's {@link TraceParent} the trace, else all of it.
  public String id() {
    return parent().map(TraceParent::traceId).orElse(value);
  }

  @Override
  public String toString() {
    return id();
  }
}
