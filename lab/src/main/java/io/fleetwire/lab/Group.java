package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import java.util.List;
import java.util.Locale;

/// A named set of devices. `platform` is a bundle's operating system in the vendor's spelling, and
/// empty for a team; only teams have members, and only teams can be disabled: such a team keeps
/// what it has, and means nothing to its members. Immutable.
public record Group(
    long id,
    OrganizationId organization,
    Kind kind,
    String name,
    String platform,
    String createdBy,
    boolean enabled,
    List<Long> devices,
    List<Long> members) {
  static final int NAME_LENGTH_MAX = 50;

  /// A list that a person can still look through; and one transaction.
  static final int DEVICES_MAX = 5_000;

  static final int MEMBERS_MAX = 1_000;
  static final int PER_ORGANIZATION_MAX = 500;

  public Group {
    devices = List.copyOf(devices);
    members = List.copyOf(members);
  }

  /// The same group by another number, as `maker` made it.
  Group numbered(long newId, String maker) {
    return new Group(newId, organization, kind, name, platform, maker, enabled, devices, members);
  }

  /// The same group, holding these.
  Group holding(List<Long> newDevices, List<Long> newMembers) {
    return new Group(
        id, organization, kind, name, platform, createdBy, enabled, newDevices, newMembers);
  }

  /// Which kind of set.
  public enum Kind {
    /// People and devices that belong together.
    TEAM,
    /// Devices of one operating system, for runs side by side.
    BUNDLE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
