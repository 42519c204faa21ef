package io.fleetwire.simulator;

/// Who is told how far a fleet is.
public interface FleetProgress {

  /// So many of all devices are through. Called from many threads, one at a time.
  void reached(String what, int done, int total);

  /// Nobody.
  FleetProgress SILENT = (_, _, _) -> {};
}
