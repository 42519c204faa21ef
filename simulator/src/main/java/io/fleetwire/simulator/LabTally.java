package io.fleetwire.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what hosts do and notice, and what is to be told of their devices. Thread-safe.
final class LabTally {
  private final Tally requests = new Tally();
  private final Map<String, LongAdder> told = new ConcurrentSkipListMap<>();

  void answered(String request, Duration took) {
    requests.answered(request, took);
  }

  /// A host noticed something that must not be.
  void fault(String host, String what) {
    requests.fault(host, what);
  }

  /// A webhook for all activities is to be told of this one.
  void told(String activity) {
    told.computeIfAbsent(activity, _ -> new LongAdder()).increment();
  }

  Map<String, Long> told() {
    Map<String, Long> sums = new TreeMap<>();
    told.forEach((activity, times) -> sums.put(activity, times.sum()));
    return sums;
  }

  /// Those that are counted as for any fleet.
  Tally figures() {
    return requests;
  }
}
