package io.fleetwire.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Remembers what is not well inside: pumps whose steps fail, and threads that died. Thread-safe.
final class Vitals {
  /// A step that failed is repeated twice a second: none for so long means that it went well since.
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<String, Instant> stumbles = new ConcurrentHashMap<>();

  /// The engine's lease, less its margin.
  private static final Duration LEASE_MISSED = Duration.ofSeconds(9);

  private final CountDownLatch expelled = new CountDownLatch(1);
  private volatile Optional<Nodes> nodes = Optional.empty();
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

  /// Where this server shares its database: how many nodes there are, how many lanes this one has,
  /// and when it renewed its lease.
  record Nodes(int count, int lanes, Instant renewedAt) {}

  /// It has renewed its lease just now.
  void renewed(int count, int lanes) {
    nodes = Optional.of(new Nodes(count, lanes, clock.instant()));
  }

  /// The nodes as this server last saw them; nothing when it is the only one there can be.
  Optional<Nodes> nodes() {
    return nodes;
  }

  /// Another server has taken this one's place: it should end.
  void expelled() {
    expelled.countDown();
  }

  boolean isExpelled() {
    return expelled.getCount() == 0;
  }

  /// Calls `action` when another server takes this one's place.
  void whenExpelled(Runnable action) {
    Thread.ofVirtual()
        .name("expulsion")
        .start(
            () -> {
              try {
                expelled.await();
                action.run();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
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
    if (nodes
        .filter(it -> it.renewedAt().plus(LEASE_MISSED).isBefore(clock.instant()))
        .isPresent()) {
      faults.add("this server could not renew its lease, and calls nobody until it has");
    }
    if (isExpelled()) {
      faults.add("another server has taken this one's place; start it again");
    }
    dead.forEach(thread -> faults.add("the thread " + thread + " has died; restart the server"));
    faults.sort(null);
    return faults;
  }
}
