package io.fleetwire.portal;

import io.fleetwire.lab.Booking;
import io.fleetwire.lab.Device;
import io.fleetwire.lab.DeviceFacts;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A device in a list. `columns` are the vendor's two; `host` and `bookedBy` may be empty.
record DeviceRow(
    long id,
    String name,
    String udid,
    String system,
    Status status,
    String host,
    String bookedBy,
    List<String> tags) {
  DeviceRow {
    tags = List.copyOf(tags);
  }

  /// How it is, and what that follows from.
  record Status(String label, String tone, Moment since, String columns, String message) {}

  static DeviceRow of(DeviceView view, Map<Long, String> hosts, Instant now) {
    Device device = view.device();
    DeviceFacts facts = device.facts();
    return new DeviceRow(
        device.id(),
        name(facts),
        device.udid(),
        (facts.platform().label() + " " + facts.platformVersion()).strip(),
        status(device.standing(), now),
        hosts.getOrDefault(device.host(), ""),
        view.bookings().stream().map(Booking::email).findFirst().orElse(""),
        view.tags());
  }

  /// What people call it.
  static String name(DeviceFacts facts) {
    return facts.customName().isEmpty() ? facts.name() : facts.customName();
  }

  private static Status status(Standing standing, Instant now) {
    return new Status(
        DeviceArea.label(standing.effective()),
        DeviceArea.tone(standing.effective()),
        Moment.of(standing.changedAt(), now),
        standing.status().label() + ", " + standing.state().name(),
        standing.message());
  }

  String path() {
    return Place.DEVICES.path() + "/" + id;
  }
}
