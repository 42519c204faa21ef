package io.fleetwire.engine;

/// Joins a callback to the request that caused it. Chosen by the caller or made by us; printable
/// ASCII without blanks, because it travels in headers.
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

  @Override
  public String toString() {
    return value;
  }
}
