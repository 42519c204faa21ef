package io.fleetwire.access;

import java.util.Optional;

/// Something that a role may let its people do, by the names that the device lab's vendor gives
/// them. Those that begin with `lab.` are ours: the vendor has no word for them.
public enum Permission {
  APPS_DELETE_OTHERS("app_repo.delete_other_application"),
  APPS_UPLOAD("app_repo.upload_application"),
  APPS_VIEW_ALL("app_repo.view_all_application"),
  DEVICE_NAME("device.custom_device_name"),
  DEVICE_TAG("device.tag_devices"),
  /// Hosts, teams, bundles, and what belongs to which.
  LAB_MANAGE("lab.manage_devices"),
  /// To say, as an agent does, how devices are.
  LAB_REPORT("lab.report_devices"),
  /// People, their roles, and the log of changes.
  ORGANIZATION("org_management.modify"),
  SETTINGS("org_setting.modify"),
  SETTINGS_LOCATION("org_setting.modify_machine_location"),
  SETTINGS_BANNER("org_setting.modify_security_banner"),
  SETTINGS_SSO("org_setting.modify_sso_setting"),
  REBOOT("org_setting.reboot_private_device"),
  SESSION_MODIFY_OTHERS("session.modify_other_session"),
  SESSION_TERMINATE_OTHERS("session.terminate_other_session"),
  SESSION_VIEW_ALL("session.view_all_session"),
  /// To end what somebody else retains.
  BOOKING_END_OTHERS("soft_book.terminate_other_soft_book"),
  SUBSCRIPTION("subscription.modify_subscription"),
  /// To call this server at all.
  LOGIN("system.login"),
  LOGOUT("system.logout");

  private final String code;

  Permission(String code) {
    this.code = code;
  }

  /// As it is stored and shown.
  public String code() {
    return code;
  }

  /// Empty when nothing is called so; letter case counts.
  public static Optional<Permission> find(String code) {
    for (Permission permission : values()) {
      if (permission.code.equals(code)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}
