package io.fleetwire.server;

import io.fleetwire.simulator.FleetReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what became of a simulated fleet, for people and for programs. Without state.
final class SimulateReport {
  private static final JsonMapper JSON = new JsonMapper();

  private SimulateReport() {}

  static String text(FleetReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "  %-32s %,9d", "Devices, seed " + report.seed(), report.devices()));
    new TreeMap<>(report.states())
        .forEach(
            (state, count) ->
                lines.add(String.format(Locale.ROOT, "    %-30s %,9d", state, count)));
    if (!report.requests().isEmpty()) {
      lines.add("");
      lines.add(String.format(Locale.ROOT, "  %-42s %10s %10s", "Answered", "half", "99 %"));
    }
    for (FleetReport.Requests one : report.requests()) {
      String times = String.format(Locale.ROOT, "%10s %10s", shown(one.half()), shown(one.most()));
      lines.add(String.format(Locale.ROOT, "    %-30s %,9d %s", one.what(), one.count(), times));
    }
    if (!report.commands().isEmpty()) {
      lines.add("");
      lines.add("  Commands");
    }
    for (FleetReport.Commands one : report.commands()) {
      lines.add(
          String.format(
              Locale.ROOT, "    %-30s %,9d  %s", one.requestType(), one.count(), one.status()));
    }
    lines.add("");
    for (FleetReport.Fault fault : report.faults()) {
      lines.add(String.format(Locale.ROOT, "  FAULT, %,d times: %s", fault.count(), fault.what()));
      lines.add("    seen by " + String.join(", ", fault.devices()));
    }
    lines.add(
        report.isGood()
            ? "  Every device ended as it should."
            : "  Not every device ended as it should.");
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  static String json(FleetReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("good", report.isGood());
    json.put("seed", report.seed());
    json.put("devices", report.devices());
    ObjectNode states = json.putObject("states");
    new TreeMap<>(report.states()).forEach(states::put);
    ArrayNode requests = json.putArray("requests");
    for (FleetReport.Requests row : report.requests()) {
      requests
          .addObject()
          .put("what", row.what())
          .put("count", row.count())
          .put("halfMillis", millis(row.half()))
          .put("mostMillis", millis(row.most()));
    }
    ArrayNode commands = json.putArray("commands");
    for (FleetReport.Commands row : report.commands()) {
      commands
          .addObject()
          .put("requestType", row.requestType())
          .put("status", row.status())
          .put("count", row.count());
    }
    ArrayNode faults = json.putArray("faults");
    for (FleetReport.Fault fault : report.faults()) {
      ObjectNode one = faults.addObject().put("what", fault.what()).put("count", fault.count());
      ArrayNode devices = one.putArray("devices");
      fault.devices().forEach(devices::add);
    }
    return json + System.lineSeparator();
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 10_000.0) / 100.0;
  }

  private static String shown(Duration time) {
    return time.toMillis() < 10
        ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6)
        : DemoScreen.shown(time);
  }
}
