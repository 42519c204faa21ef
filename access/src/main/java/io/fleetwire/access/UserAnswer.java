package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// Whether a user was created.
public sealed interface UserAnswer {

  /// They were. The password is shown here and never again.
  record NewUser(User user, Secret password) implements UserAnswer {}

  /// Somebody has this email address; addresses are unique over all organizations.
  record EmailTaken() implements UserAnswer {}

  /// Nothing was created; `fault` says what is wrong.
  record Refused(String fault) implements UserAnswer {}
}
