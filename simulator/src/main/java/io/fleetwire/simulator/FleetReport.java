package io.fleetwire.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What became of a fleet, and what it noticed. Immutable.
///
/// @param states how many devices are in which state
/// @param requests by what they were
/// @param commands by what they were and how they were answered
/// @param faults what no device of this protocol should have to see, and devices that saw it
public record FleetReport(
    long seed,
    int devices,
    Map<String, Integer> states,
    List<Requests> requests,
    List<Commands> commands,
    List<Fault> faults) {
  public FleetReport {
    states = Map.copyOf(states);
    requests = List.copyOf(requests);
    commands = List.copyOf(commands);
    faults = List.copyOf(faults);
  }

  /// One kind of request: how many were answered, and how fast half and 99 % of them.
  public record Requests(String what, long count, Duration half, Duration most) {}

  public record Commands(String requestType, String status, long count) {}

  public record Fault(String what, long count, List<String> devices) {
    public Fault {
      devices = List.copyOf(devices);
    }
  }

  /// Whether every device ended as it should.
  public boolean isGood() {
    return faults.isEmpty();
  }

  /// How many commands of that type were answered with that status.
  public long commands(String requestType, String status) {
    return commands.stream()
        .filter(c -> c.requestType().equals(requestType) && c.status().equals(status))
        .mapToLong(Commands::count)
        .sum();
  }

  /// How many requests of that kind were answered.
  public long requests(String what) {
    return requests.stream().filter(r -> r.what().equals(what)).mapToLong(Requests::count).sum();
  }
}
