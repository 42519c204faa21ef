package io.fleetwire.portal;

import io.fleetwire.lab.Booking;
import io.fleetwire.lab.DeviceFacts;
import io.fleetwire.lab.DeviceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One device: what it is, how it is, who else knows it, and what became of it.
record DevicePage(
    DeviceRow row,
    List<Fact> facts,
    Optional<BookingRow> booking,
    List<FindView.Hit> elsewhere,
    Live live) {

  /// Something that is known of it.
  record Fact(String label, String value) {}

  /// What changes while somebody looks; `fields` are for retaining it.
  record Live(StoryView story, Fields fields) {}

  static DevicePage of(DeviceRow row, DeviceView device, List<FindView.Hit> elsewhere, Live live) {
    Optional<Booking> booking = device.bookings().stream().findFirst();
    return new DevicePage(
        row,
        facts(row, device),
        booking.map(held -> BookingRow.of(held, row.name(), live.story().now())),
        List.copyOf(elsewhere),
        live);
  }

  String editPath() {
    return row.path() + "/edit";
  }

  /// All that was told of it, as far back as it is remembered.
  String deliveriesPath() {
    return Place.DELIVERIES.path() + "?subject=" + Here.encoded(row.udid());
  }

  private static List<Fact> facts(DeviceRow row, DeviceView view) {
    DeviceFacts facts = view.device().facts();
    List<Fact> all = new ArrayList<>();
    all.add(new Fact("UDID", row.udid()));
    all.add(new Fact("Official name", facts.name()));
    all.add(new Fact("Model", (facts.manufacturer() + " " + facts.model()).strip()));
    all.add(new Fact("System", row.system()));
    all.add(new Fact("Resolution", resolution(facts)));
    all.add(new Fact("Hosting", view.device().hosting().code()));
    all.add(new Fact("Host", row.host()));
    all.add(new Fact("Status, State", row.status().columns()));
    all.add(new Fact("Why", row.status().message()));
    all.add(new Fact("Shown", facts.hidden() ? "hidden until it returns" : ""));
    all.removeIf(fact -> fact.value().isEmpty());
    return List.copyOf(all);
  }

  private static String resolution(DeviceFacts facts) {
    return facts.width() == 0 ? "" : facts.width() + " × " + facts.height();
  }
}
