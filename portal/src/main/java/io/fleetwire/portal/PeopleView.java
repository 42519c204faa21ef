package io.fleetwire.portal;

import io.fleetwire.access.Invitation;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import java.time.Instant;
import java.util.List;

/// The people of an organization, who was invited, and the form to invite. `roles` are those that
/// can be given.
record PeopleView(
    List<User> users, List<Invitation> invitations, List<Role> roles, Fields fields, Instant now) {

  static String path(User user) {
    return Place.PEOPLE.path() + "/users/" + user.id().value();
  }

  Moment end(Invitation invitation) {
    return Moment.of(invitation.expiresAt(), now);
  }

  boolean isRole(Role role) {
    String chosen = fields.value("role");
    return role.code().equals(chosen.isEmpty() ? Role.MEMBER.code() : chosen);
  }

  /// One person; `mayChange` says whether who looks may do anything about them, and `mayHandOver`
  /// whether they are the owner who could make this one the owner.
  record One(User user, List<Role> roles, boolean mayChange, boolean mayHandOver) {

    String path() {
      return PeopleView.path(user);
    }

    Question removal() {
      return new Question(
          "remove-user",
          "Remove " + user.email(),
          "They are signed out, their API keys end, and what they let programs do ends.",
          "Remove",
          path() + "/remove",
          path());
    }

    Question handOver() {
      return new Question(
          "hand-over",
          "Make " + user.email() + " the owner",
          "An organization has one owner. You become an admin, and only they can hand it back.",
          "Hand over",
          path() + "/owner",
          path());
    }
  }
}
