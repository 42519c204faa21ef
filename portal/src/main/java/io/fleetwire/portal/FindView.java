package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook;
import io.fleetwire.knox.InventoryPage;
import io.fleetwire.lab.DeviceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What was looked for, and the hits of each dialect.
record FindView(String search, List<Hit> hits) {
  FindView {
    hits = List.copyOf(hits);
  }

  /// A device as one dialect knows it. `path` leads to its page there, `storyPath` to what all
  /// dialects know of it.
  record Hit(
      String dialect, String name, String identifier, Badge state, String path, String storyPath) {}

  static FindView of(String search, Sightings.Seen seen, Instant now) {
    List<Hit> hits = new ArrayList<>();
    seen.lab().forEach(view -> hits.add(lab(view)));
    seen.apple().forEach(channel -> hits.add(apple(channel, now)));
    seen.knox().forEach(entry -> hits.add(knox(entry)));
    return new FindView(search, hits);
  }

  private static Hit lab(DeviceView view) {
    String udid = view.device().udid();
    return new Hit(
        "Device lab",
        DeviceRow.name(view.device().facts()),
        udid,
        new Badge(
            DeviceArea.label(view.device().standing().effective()),
            DeviceArea.tone(view.device().standing().effective())),
        Place.DEVICES.path() + "/" + view.device().id(),
        path(udid));
  }

  private static Hit apple(AppleBook.Channel channel, Instant now) {
    AppleRow row = AppleRow.of(channel, now);
    return new Hit(
        "Apple", row.title(), row.serial(), row.state(), row.path(), path(channel.deviceId()));
  }

  private static Hit knox(InventoryPage.Entry entry) {
    return new Hit(
        "Samsung Knox",
        entry.identifier(),
        kind(entry),
        entry.isInKai() ? new Badge("Handed on", "good") : new Badge("In the inventory", "info"),
        KnoxTab.DEVICES.path() + "?search=" + Here.encoded(entry.identifier()),
        path(entry.identifier()));
  }

  private static String kind(InventoryPage.Entry entry) {
    return entry.kind().equals("SERIAL") ? "serial number" : entry.kind();
  }

  /// What all dialects know of the device of that name.
  static String path(String name) {
    return Place.FIND.path() + "?device=" + Here.encoded(name);
  }
}
