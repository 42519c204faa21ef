package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// Whether somebody is signed in now; the last case is {@link TooMany}.
public sealed interface SessionAnswer permits SessionAnswer.Opened, SessionAnswer.Wrong, TooMany {

  /// They are. The token is for a cookie, shown here and never again.
  record Opened(Secret token, Session session) implements SessionAnswer {}

  /// There is no such user, or the password is not theirs, or they may not sign in. Which, is not
  /// told.
  record Wrong() implements SessionAnswer {}
}
