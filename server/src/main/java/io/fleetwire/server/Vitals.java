package io.fleetwire.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers what is not well inside: pumps whose steps fail, and threads that died. Thread-safe.
final class Vitals {
  /// A step that failed is repeated twice a second: none for so long means that it went well since.
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<String, Instant> stumbles = new ConcurrentHashMap<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();

  Vitals(InstantSource clock) {
    this.clock = clock;
  }

  /// A step of `pump` failed just now.
  void stumbled(String pump) {
    stumbles.put(pump, clock.instant());
  }

  /// A thread ended by a bug. It does not come back until the next start.
  void died(String thread) {
    dead.add(thread);
  }

  /// What is not well now, in words; empty when all is.
  List<String> faults() {
    Instant since = clock.instant().minus(RECENT);
    List<String> faults = new ArrayList<>();
    stumbles.forEach(
        (pump, at) -> {
          if (at.isAfter(since)) {
            faults.add("the steps of " + pump + " fail");
          }
        });
    dead.forEach(thread -> faults.add("the thread " + thread + " has died; restart the server"));
    faults.sort(null);
    return faults;
  }
}
