package io.fleetwire.access;

import io.fleetwire.engine.Must;
import java.util.List;

/// What a user may do in their organization: one of three that every organization has and nobody
/// can change, or a set of permissions that the organization has named. Immutable.
///
/// `code` names it in the database and in answers: `owner`, `admin`, `member`, or `role-` and a
/// number.
public record Role(String code, String name, Permissions permissions) {
  /// Everything. An organization has exactly one; only they can hand it on.
  public static final Role OWNER = new Role("owner", "Owner", Permissions.EVERYTHING);

  public static final Role ADMIN = new Role("admin", "Admin", Permissions.EVERYTHING);

  public static final Role MEMBER =
      new Role(
          "member",
          "Member",
          Permissions.of(Permission.LOGIN, Permission.LOGOUT, Permission.APPS_VIEW_ALL));

  static final List<Role> PREDEFINED = List.of(OWNER, ADMIN, MEMBER);

  /// Fits a line of a page.
  public static final int NAME_LENGTH_MAX = 50;

  public Role {
    Must.hold(isName(name), "a role has a name of 1 to 50 letters");
  }

  /// Whether a role can be called `text`.
  static boolean isName(String text) {
    return !text.isBlank() && text.codePointCount(0, text.length()) <= NAME_LENGTH_MAX;
  }

  public boolean isOwner() {
    return code.equals(OWNER.code);
  }
}
