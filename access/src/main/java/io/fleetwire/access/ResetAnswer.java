package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// What became of a way back for somebody who has forgotten their password.
public sealed interface ResetAnswer {

  /// There is a link. The token goes into it; it is shown here and never again.
  record Made(User user, Secret token) implements ResetAnswer {}

  /// The password was set, and every session of theirs was ended.
  record Done(User user) implements ResetAnswer {}

  /// There is no such user here, or no such link: it was used, replaced, or is too old.
  record Unknown() implements ResetAnswer {}

  /// The new password will not do; `message` says why. The link still works.
  record Refused(String message) implements ResetAnswer {}

  /// The caller may not do this to this user.
  record NotAllowed(String message) implements ResetAnswer {}
}
