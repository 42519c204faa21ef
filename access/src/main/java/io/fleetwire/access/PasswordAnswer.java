package io.fleetwire.access;

/// Whether somebody has another password now; the last case is {@link TooMany}.
public sealed interface PasswordAnswer
    permits PasswordAnswer.Changed, PasswordAnswer.Refused, TooMany {

  /// They have, and every other session of theirs has ended.
  record Changed() implements PasswordAnswer {}

  /// Nothing was changed; `field` is `current` or `password`, and `message` says what to do.
  record Refused(String field, String message) implements PasswordAnswer {}
}
