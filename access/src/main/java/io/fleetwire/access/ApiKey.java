package io.fleetwire.access;

import java.time.Instant;

/// A key that a person's programs use in their name. `prefix` is its printable beginning, which
/// names it in lists and logs. Immutable.
public record ApiKey(String prefix, UserId user, String name, Instant createdAt) {
  /// Fits a line of a page.
  public static final int NAME_LENGTH_MAX = 100;

  /// Whether a key can be called `text`.
  public static boolean isName(String text) {
    return !text.isBlank() && text.length() <= NAME_LENGTH_MAX;
  }
}
