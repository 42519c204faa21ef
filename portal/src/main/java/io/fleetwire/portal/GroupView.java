package io.fleetwire.portal;

import io.fleetwire.lab.Group;
import java.util.List;

/// One team or bundle, or the form of a new one, whose number is 0. `fields` are what it is called
/// and who is in it.
record GroupView(Group group, boolean mayChange, Fields fields, Content content) {

  /// A part of the devices that are in it. `fields` are for putting some in, and for what a clone
  /// is called; `next` leads to the next part, or is empty.
  record Content(Fields fields, List<DeviceRow> rows, String next) {
    static final Content NONE = new Content(Fields.EMPTY, List.of(), "");

    Content {
      rows = List.copyOf(rows);
    }
  }

  static Place place(Group.Kind kind) {
    return switch (kind) {
      case TEAM -> Place.TEAMS;
      case BUNDLE -> Place.BUNDLES;
    };
  }

  /// `team` or `bundle`.
  static String word(Group.Kind kind) {
    return switch (kind) {
      case TEAM -> "team";
      case BUNDLE -> "bundle";
    };
  }

  Place place() {
    return place(group.kind());
  }

  String word() {
    return word(group.kind());
  }

  boolean isTeam() {
    return group.kind() == Group.Kind.TEAM;
  }

  boolean isNew() {
    return group.id() == 0;
  }

  String title() {
    return isNew() ? "Create " + word() : group.name();
  }

  String path() {
    return place().path() + "/" + (isNew() ? "new" : group.id());
  }

  String count() {
    return Amounts.count(group.devices().size(), "device", "devices");
  }

  /// Its devices in the list of all.
  String devicesPath() {
    return Place.DEVICES.path() + "?" + word() + "=" + group.id();
  }

  Question deletion() {
    return new Question(
        "delete-group",
        "Delete " + word(),
        "Delete “"
            + group.name()
            + "”? Its devices stay. Webhooks about it alone are told of"
            + " nothing any more.",
        "Delete",
        path() + "/delete",
        path());
  }
}
