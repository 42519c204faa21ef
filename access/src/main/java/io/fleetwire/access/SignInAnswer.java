package io.fleetwire.access;

/// Whether somebody is who they say; the last case is {@link TooMany}.
public sealed interface SignInAnswer permits SignInAnswer.SignedIn, SignInAnswer.Wrong, TooMany {

  /// They are.
  record SignedIn(User user) implements SignInAnswer {}

  /// There is no such user, or the password or key is not theirs. Which, is not told.
  record Wrong() implements SignInAnswer {}
}
