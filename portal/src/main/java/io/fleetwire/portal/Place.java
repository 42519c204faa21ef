package io.fleetwire.portal;

import io.fleetwire.access.Permission;

/// Where one can be: a line of the navigation. Those of {@link Section#APART} are reached
/// otherwise.
enum Place {
  OVERVIEW(Section.START, "Overview", "", Icon.OVERVIEW, Permission.LOGIN),
  FIRST_HOUR(Section.START, "First hour", "/first-hour", Icon.HELP, Permission.SETTINGS),
  FIND(Section.START, "Find a device", "/find", Icon.SEARCH, Permission.LOGIN),
  DELIVERIES(Section.WEBHOOKS, "Deliveries", "/deliveries", Icon.EVENTS, Permission.SETTINGS),
  ENDPOINTS(Section.WEBHOOKS, "Endpoints", "/endpoints", Icon.ENDPOINT, Permission.SETTINGS),
  EVENT_TYPES(Section.WEBHOOKS, "Event types", "/event-types", Icon.TYPES, Permission.SETTINGS),
  BINS(Section.WEBHOOKS, "Request bins", "/bins", Icon.BIN, Permission.SETTINGS),
  REPLAYS(Section.WEBHOOKS, "Replays", "/replays", Icon.REPEAT, Permission.SETTINGS),
  DEVICES(Section.LAB, "Devices", "/devices", Icon.DEVICE, Permission.LOGIN),
  HOSTS(Section.LAB, "Hosts", "/hosts", Icon.HOST, Permission.LAB_MANAGE),
  TEAMS(Section.LAB, "Teams", "/teams", Icon.TEAM, Permission.LOGIN),
  BUNDLES(Section.LAB, "Device bundles", "/bundles", Icon.BUNDLE, Permission.LOGIN),
  TAGS(Section.LAB, "Tags", "/tags", Icon.TAG, Permission.LOGIN),
  BOOKINGS(Section.LAB, "Bookings", "/bookings", Icon.BOOKING, Permission.LOGIN),
  KNOX(Section.DIALECTS, "Samsung Knox", "/knox", Icon.KNOX, Permission.SETTINGS),
  APPLE(Section.DIALECTS, "Apple devices", "/apple", Icon.APPLE, Permission.SETTINGS),
  PEOPLE(Section.ORGANIZATION, "People", "/people", Icon.PEOPLE, Permission.ORGANIZATION),
  AUDIT(Section.ORGANIZATION, "Log of changes", "/audit", Icon.AUDIT, Permission.ORGANIZATION),
  SERVERS(Section.ORGANIZATION, "Servers", "/servers", Icon.HOST, Permission.SETTINGS),
  ACCOUNT(Section.APART, "Your account", "/account", Icon.KEY, Permission.LOGIN),
  SETTINGS(Section.APART, "Settings", "/settings", Icon.SETTINGS, Permission.LOGIN);

  private final Section section;
  private final String label;
  private final String path;
  private final Icon icon;
  private final Permission permission;

  Place(Section section, String label, String path, Icon icon, Permission permission) {
    this.section = section;
    this.label = label;
    this.path = path;
    this.icon = icon;
    this.permission = permission;
  }

  Section section() {
    return section;
  }

  String label() {
    return label;
  }

  /// Its address.
  String path() {
    return Paths.ROOT + path;
  }

  Icon icon() {
    return icon;
  }

  /// What one must be allowed to open it.
  Permission permission() {
    return permission;
  }

  /// Whether it shows what belongs to nobody but who runs the server.
  boolean isOfTheServer() {
    return this == APPLE || this == SERVERS;
  }

  Crumb crumb() {
    return new Crumb(label, path());
  }
}
