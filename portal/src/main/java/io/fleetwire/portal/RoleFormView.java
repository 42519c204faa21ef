package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Permissions;
import io.fleetwire.access.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The form of a role, whose `code` is empty while it is new. `mine` is what whoever looks may
/// give.
record RoleFormView(String code, Fields fields, Permissions mine) {

  static Fields fields(Role role) {
    Map<String, String> values = new HashMap<>();
    values.put("name", role.name());
    role.permissions().all().forEach(permission -> values.put(field(permission), "on"));
    return Fields.of(values);
  }

  static String field(Permission permission) {
    return "may." + permission.code();
  }

  boolean isNew() {
    return code.isEmpty();
  }

  String title() {
    return isNew() ? "Create role" : "Edit role";
  }

  String path() {
    return PeopleTab.ROLES.path() + "/" + (isNew() ? "new" : code);
  }

  List<Permission> permissions() {
    return List.of(Permission.values());
  }

  Question deletion() {
    return new Question(
        "delete-role",
        "Delete role",
        "Only a role that nobody has can be deleted.",
        "Delete",
        path() + "/delete",
        path());
  }

  /// What a permission lets people do here.
  static String meaning(Permission permission) {
    return switch (permission) {
      case APPS_DELETE_OTHERS -> "Delete apps that others have uploaded";
      case APPS_UPLOAD -> "Upload apps";
      case APPS_VIEW_ALL -> "See all apps";
      case DEVICE_NAME -> "Name devices";
      case DEVICE_TAG -> "Tag devices";
      case LAB_MANAGE -> "Manage hosts, teams and bundles, and what belongs to which";
      case LAB_REPORT -> "Report how devices are, as an agent does";
      case ORGANIZATION -> "Manage people and roles, and read the log of changes";
      case SETTINGS -> "Manage webhooks, endpoints, and everything of Knox";
      case SETTINGS_LOCATION -> "Change where machines are";
      case SETTINGS_BANNER -> "Change the security banner";
      case SETTINGS_SSO -> "Change single sign-on";
      case REBOOT -> "Restart private devices";
      case SESSION_MODIFY_OTHERS -> "Change sessions of others";
      case SESSION_TERMINATE_OTHERS -> "End sessions of others";
      case SESSION_VIEW_ALL -> "See all sessions";
      case BOOKING_END_OTHERS -> "End what others retain";
      case SUBSCRIPTION -> "Change the organization's plan";
      case LOGIN -> "Sign in, which everything else needs";
      case LOGOUT -> "Sign out";
    };
  }
}
