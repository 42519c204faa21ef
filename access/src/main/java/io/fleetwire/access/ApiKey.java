package io.fleetwire.access;

import java.time.Instant;
import java.util.Optional;

/// A key that a person's programs use in their name. `prefix` is its printable beginning, which
/// names it in lists and logs; `usedAt` is to the minute, and empty when it never was. Immutable.
public record ApiKey(
    String prefix, UserId user, String name, Instant createdAt, Optional<Instant> usedAt) {
  /// Fits a line of a page.
  public static final int NAME_LENGTH_MAX = 100;

  /// A key that nobody has used.
  static ApiKey fresh(String prefix, UserId user, String name, Instant createdAt) {
    return new ApiKey(prefix, user, name, createdAt, Optional.empty());
  }

  /// Whether a key can be called `text`.
  static boolean isName(String text) {
    return !text.isBlank() && text.length() <= NAME_LENGTH_MAX;
  }
}
