package io.fleetwire.portal;

import io.fleetwire.lab.Group;
import java.util.List;
import java.util.Map;

/// A part of the devices. `last` is where the next part begins, or 0 when there is none.
record DeviceListView(
    DeviceFilter filter,
    List<StatusTile> tiles,
    Choices choices,
    Bulk bulk,
    List<DeviceRow> rows,
    long last) {

  /// What the form offers.
  record Choices(Map<Long, String> hosts, List<Group> teams, List<Group> bundles) {}

  /// What is done to several devices at once, and the groups that they can be put into.
  record Bulk(Fields fields, List<Choice> groups) {}

  boolean isPicked(DeviceRow row) {
    return bulk.fields().isOn(Picks.field(row.id()));
  }

  /// Where one of the deeds is done, so that the list comes back as it was.
  String deed(String name) {
    return Place.DEVICES.path() + "/" + name + filter.query(filter.after());
  }

  DeviceListView {
    tiles = List.copyOf(tiles);
    rows = List.copyOf(rows);
  }

  boolean isChosen(String name, long id) {
    return filter.value(name).equals(Long.toString(id));
  }

  boolean isChosen(String name, String value) {
    return filter.value(name).equals(value);
  }
}
