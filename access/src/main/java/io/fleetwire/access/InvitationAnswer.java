package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// What became of an invitation.
public sealed interface InvitationAnswer {

  /// There is one. The token goes into a link; it is shown here and never again.
  record Invited(Invitation invitation, Secret token) implements InvitationAnswer {}

  /// It was accepted: there is a new user.
  record Joined(User user) implements InvitationAnswer {}

  /// There is no such invitation: it was used, withdrawn, or is too old.
  record Unknown() implements InvitationAnswer {}

  /// Nothing was changed; `field` is what is wrong, and `message` says what to do.
  record Refused(String field, String message) implements InvitationAnswer {}
}
