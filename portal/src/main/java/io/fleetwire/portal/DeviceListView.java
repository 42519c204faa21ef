package io.fleetwire.portal;

import io.fleetwire.lab.Group;
import java.util.List;
import java.util.Map;

/// A part of the devices. `last` is where the next part begins, or 0 when there is none.
record DeviceListView(
    DeviceFilter filter, List<StatusTile> tiles, Choices choices, List<DeviceRow> rows, long last) {

  /// What the form offers.
  record Choices(Map<Long, String> hosts, List<Group> teams, List<Group> bundles) {}

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
