package io.fleetwire.server;

import io.fleetwire.simulator.FleetReport;
import io.fleetwire.simulator.LabReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of a simulated fleet, in words for people and as JSON for programs.
record SimulateReport(boolean isGood, String text, String json) {
  private static final JsonMapper JSON = new JsonMapper();

  static SimulateReport of(FleetReport report) {
    return new SimulateReport(report.isGood(), text(report), json(report));
  }

  static SimulateReport of(LabReport report) {
    return new SimulateReport(report.isGood(), text(report), json(report));
  }

  private static String text(FleetReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "  %-32s %,9d", "Devices, seed " + report.seed(), report.devices()));
    counts(lines, report.states());
    requests(lines, report.requests());
    if (!report.commands().isEmpty()) {
      lines.add("");
      lines.add("  Commands");
    }
    for (FleetReport.Commands one : report.commands()) {
      lines.add(
          String.format(
              Locale.ROOT, "    %-30s %,9d  %s", one.requestType(), one.count(), one.status()));
    }
    faults(lines, report.faults());
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static String text(LabReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    String what = "Devices on %,d hosts, seed %d".formatted(report.hosts(), report.seed());
    lines.add(String.format(Locale.ROOT, "  %-32s %,9d", what, report.devices()));
    counts(lines, report.statuses());
    lines.add("");
    lines.add("  What a webhook is to be told");
    counts(lines, report.told());
    requests(lines, report.requests());
    faults(lines, report.faults());
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static void counts(List<String> lines, Map<String, ? extends Number> counts) {
    new TreeMap<>(counts)
        .forEach(
            (what, count) ->
                lines.add(String.format(Locale.ROOT, "    %-30s %,9d", what, count.longValue())));
  }

  private static void requests(List<String> lines, List<FleetReport.Requests> requests) {
    if (!requests.isEmpty()) {
      lines.add("");
      lines.add(String.format(Locale.ROOT, "  %-42s %10s %10s", "Answered", "half", "99 %"));
    }
    for (FleetReport.Requests one : requests) {
      String times = String.format(Locale.ROOT, "%10s %10s", shown(one.half()), shown(one.most()));
      lines.add(String.format(Locale.ROOT, "    %-30s %,9d %s", one.what(), one.count(), times));
    }
  }

  private static void faults(List<String> lines, List<FleetReport.Fault> faults) {
    lines.add("");
    for (FleetReport.Fault fault : faults) {
      lines.add(String.format(Locale.ROOT, "  FAULT, %,d times: %s", fault.count(), fault.what()));
      lines.add("    seen by " + String.join(", ", fault.devices()));
    }
    lines.add(
        faults.isEmpty()
            ? "  Every device ended as it should."
            : "  Not every device ended as it should.");
  }

  private static String json(FleetReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("good", report.isGood());
    json.put("seed", report.seed());
    json.put("devices", report.devices());
    ObjectNode states = json.putObject("states");
    new TreeMap<>(report.states()).forEach(states::put);
    requests(json, report.requests());
    ArrayNode commands = json.putArray("commands");
    for (FleetReport.Commands row : report.commands()) {
      commands
          .addObject()
          .put("requestType", row.requestType())
          .put("status", row.status())
          .put("count", row.count());
    }
    faults(json, report.faults());
    return json + System.lineSeparator();
  }

  private static String json(LabReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("good", report.isGood());
    json.put("seed", report.seed());
    json.put("hosts", report.hosts());
    json.put("devices", report.devices());
    ObjectNode statuses = json.putObject("statuses");
    new TreeMap<>(report.statuses()).forEach(statuses::put);
    ObjectNode told = json.putObject("told");
    new TreeMap<>(report.told()).forEach(told::put);
    requests(json, report.requests());
    faults(json, report.faults());
    return json + System.lineSeparator();
  }

  private static void requests(ObjectNode json, List<FleetReport.Requests> requests) {
    ArrayNode rows = json.putArray("requests");
    for (FleetReport.Requests row : requests) {
      rows.addObject()
          .put("what", row.what())
          .put("count", row.count())
          .put("halfMillis", millis(row.half()))
          .put("mostMillis", millis(row.most()));
    }
  }

  private static void faults(ObjectNode json, List<FleetReport.Fault> faults) {
    ArrayNode rows = json.putArray("faults");
    for (FleetReport.Fault fault : faults) {
      ObjectNode one = rows.addObject().put("what", fault.what()).put("count", fault.count());
      ArrayNode devices = one.putArray("devices");
      fault.devices().forEach(devices::add);
    }
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
