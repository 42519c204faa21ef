package io.fleetwire.knox;

import java.time.Instant;
import java.util.List;

/// A page of an organization's devices, in the order of upload, and how many there are in all.
public record InventoryPage(long total, List<Entry> devices) {
  public InventoryPage {
    devices = List.copyOf(devices);
  }

  /// One device; `kind` is IMEI, MEID or SERIAL.
  public record Entry(
      String id, String kind, String identifier, boolean isInKai, Instant createdAt) {

    static Entry of(Device device) {
      return new Entry(
          device.id().toString(),
          device.identifier().kind().name(),
          device.identifier().text(),
          device.isInKai(),
          device.createdAt());
    }
  }

  static InventoryPage of(Devices.Page page) {
    return new InventoryPage(page.totalCount(), page.devices().stream().map(Entry::of).toList());
  }
}
