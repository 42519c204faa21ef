package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import java.util.Arrays;
import java.util.List;

/// A tab of the settings, in the order of the bar.
enum SettingsTab {
  WEBHOOKS("Webhook Settings", "/webhooks", Icon.SETTINGS, Permission.SETTINGS);

  private final String label;
  private final String path;
  private final Icon icon;
  private final Permission permission;

  SettingsTab(String label, String path, Icon icon, Permission permission) {
    this.label = label;
    this.path = path;
    this.icon = icon;
    this.permission = permission;
  }

  String label() {
    return label;
  }

  /// Its address.
  String path() {
    return Place.SETTINGS.path() + path;
  }

  Icon icon() {
    return icon;
  }

  /// What one must be allowed to open it.
  Permission permission() {
    return permission;
  }

  Crumb crumb() {
    return new Crumb(label, path());
  }

  static List<SettingsTab> shownTo(Viewer viewer) {
    return Arrays.stream(values()).filter(tab -> viewer.may(tab.permission())).toList();
  }
}
