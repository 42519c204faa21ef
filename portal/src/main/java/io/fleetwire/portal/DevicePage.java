package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.EventId;
import io.fleetwire.lab.DeviceFacts;
import io.fleetwire.lab.DeviceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One device: what it is, how it is, and what was told of it.
record DevicePage(DeviceRow row, List<Fact> facts, List<Step> steps) {

  /// Something that is known of it.
  record Fact(String label, String value) {}

  /// Something that happened, and what became of the callbacks about it.
  record Step(String title, String type, String tone, Moment at, List<DeliveryLine> deliveries) {}

  DevicePage(
      DeviceRow row,
      DeviceView device,
      List<DeliveryEntry> entries,
      EndpointNames names,
      Instant now) {
    this(row, facts(row, device), steps(entries, names, now));
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
    all.add(new Fact("Retained by", row.bookedBy()));
    all.removeIf(fact -> fact.value().isEmpty());
    return List.copyOf(all);
  }

  private static String resolution(DeviceFacts facts) {
    return facts.width() == 0 ? "" : facts.width() + " × " + facts.height();
  }

  private static List<Step> steps(List<DeliveryEntry> entries, EndpointNames names, Instant now) {
    Map<EventId, List<DeliveryEntry>> byEvent = new LinkedHashMap<>();
    entries.forEach(
        entry -> byEvent.computeIfAbsent(entry.event().id(), _ -> new ArrayList<>()).add(entry));
    return byEvent.values().stream().map(same -> step(same, names, now)).toList();
  }

  private static Step step(List<DeliveryEntry> deliveries, EndpointNames names, Instant now) {
    EventHead event = deliveries.getFirst().event();
    String type = event.type().name();
    return new Step(
        title(type),
        type,
        tone(type),
        Moment.of(event.occurredAt(), now),
        deliveries.stream()
            .map(entry -> DeliveryLine.of(entry, names.name(entry.endpoint()), now))
            .toList());
  }

  /// `device.status.offline` is `Offline`; what has no such form is shown as it is.
  private static String title(String type) {
    String last = type.substring(type.lastIndexOf('.') + 1);
    return last.isEmpty() ? type : Texts.sentence(last);
  }

  private static String tone(String type) {
    String last = type.substring(type.lastIndexOf('.') + 1);
    return switch (last) {
      case "online", "available", "released", "added" -> "good";
      case "utilizing", "retained" -> "busy";
      case "offline", "error", "removed" -> "bad";
      default -> "off";
    };
  }
}
