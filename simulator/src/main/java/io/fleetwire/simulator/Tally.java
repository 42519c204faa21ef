package io.fleetwire.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what devices do and what they notice. Thread-safe.
final class Tally {
  /// A few examples say what is wrong; the numbers say how often.
  private static final int DEVICES_SHOWN = 3;

  /// Faults that are worded differently each time must not fill the memory.
  private static final int FAULTS_MAX = 200;

  private final Map<String, Latencies> requests = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> commands = new ConcurrentSkipListMap<>();
  private final Map<String, List<String>> faultyDevices = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentSkipListMap<>();

  /// A request was answered.
  void answered(String request, Duration took) {
    requests.computeIfAbsent(request, _ -> new Latencies()).add(took);
  }

  /// A command was answered with that status.
  void commanded(String requestType, String status) {
    commands.computeIfAbsent(requestType + " " + status, _ -> new LongAdder()).increment();
  }

  /// A device noticed something that must not be.
  void fault(String device, String what) {
    boolean known = faults.containsKey(what);
    String kept = known || faults.size() < FAULTS_MAX ? what : "other faults";
    faults.computeIfAbsent(kept, _ -> new LongAdder()).increment();
    List<String> devices = faultyDevices.computeIfAbsent(kept, _ -> new ArrayList<>());
    synchronized (devices) {
      if (devices.size() < DEVICES_SHOWN && !devices.contains(device)) {
        devices.add(device);
      }
    }
  }

  long faults() {
    return faults.values().stream().mapToLong(LongAdder::sum).sum();
  }

  List<FleetReport.Requests> requestFigures() {
    return requests.entrySet().stream()
        .map(
            entry ->
                new FleetReport.Requests(
                    entry.getKey(),
                    entry.getValue().count(),
                    entry.getValue().within(0.5),
                    entry.getValue().within(0.99)))
        .toList();
  }

  List<FleetReport.Commands> commandFigures() {
    return commands.entrySet().stream()
        .map(
            entry -> {
              int blank = entry.getKey().lastIndexOf(' ');
              return new FleetReport.Commands(
                  entry.getKey().substring(0, blank),
                  entry.getKey().substring(blank + 1),
                  entry.getValue().sum());
            })
        .toList();
  }

  List<FleetReport.Fault> faultFigures() {
    return faults.entrySet().stream()
        .map(
            entry ->
                new FleetReport.Fault(
                    entry.getKey(), entry.getValue().sum(), devices(entry.getKey())))
        .toList();
  }

  private List<String> devices(String fault) {
    List<String> devices = faultyDevices.getOrDefault(fault, List.of());
    synchronized (devices) {
      return List.copyOf(devices);
    }
  }
}
