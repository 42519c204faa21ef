package io.fleetwire.simulator;

import java.util.List;
import java.util.Map;

/// What became of a lab, and what it noticed. Immutable.
///
/// @param statuses how many devices are how, by the vendor's words
/// @param told how often each activity has come of it: what a webhook for all four is told of
/// @param requests by what they were
/// @param faults what must not be
public record LabReport(
    long seed,
    int hosts,
    int devices,
    Map<String, Integer> statuses,
    Map<String, Long> told,
    List<FleetReport.Requests> requests,
    List<FleetReport.Fault> faults) {
  public LabReport {
    statuses = Map.copyOf(statuses);
    told = Map.copyOf(told);
    requests = List.copyOf(requests);
    faults = List.copyOf(faults);
  }

  /// Whether the server has every device as it is, and did nothing that it must not.
  public boolean isGood() {
    return faults.isEmpty();
  }
}
