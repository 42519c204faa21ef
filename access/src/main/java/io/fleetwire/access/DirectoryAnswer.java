package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// What became of a change of people or roles.
public sealed interface DirectoryAnswer {

  record ChangedUser(User user) implements DirectoryAnswer {}

  record ChangedRole(Role role) implements DirectoryAnswer {}

  /// There is a new user. The password is shown here and never again.
  record NewUser(User user, Secret password) implements DirectoryAnswer {}

  /// There is no such user or role in the organization.
  record Unknown() implements DirectoryAnswer {}

  /// Nothing was changed; `field` is what is wrong, and `message` says what to do.
  record Refused(String field, String message) implements DirectoryAnswer {}

  /// The caller may not do this to anybody, or not to this one.
  record NotAllowed(String message) implements DirectoryAnswer {}
}
