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

/// Remembers what is not well inside: pumps whose steps fail, and threads that died. Thread-safe.
final class Vitals {
  /// A step that failed is repeated twice a second: none for so long means that it went well since.
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<String, Instant> stumbles = new ConcurrentHashMap<>();

  /// The engine's lease, less its margin.
  private static final Duration LEASE_MISSED = Duration.ofSeconds(9);

  private final List<Runnable> whenOver = new ArrayList<>();
  private Optional<String> reasonToEnd = Optional.empty();
  private volatile Optional<Nodes> nodes = Optional.empty();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();

  Vitals(InstantSource clock) {
    this.clock = clock;
  }

  /// A step of `pump` failed just now.
  void stumbled(String pump) {
    stumbles.put(pump, clock.instant());
  }

  /// A thread ended by a bug. It does not come back until the next start. Where there are other
  /// servers, this one had better end: it would keep its lanes and might call nobody.
  void died(String thread) {
    dead.add(thread);
    if (nodes.filter(it -> it.count() > 1).isPresent()) {
      end("a part of this server has died by a fault of its own; others take its place");
    }
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
    end("another server has taken this one's place");
  }

  private synchronized void end(String reason) {
    if (reasonToEnd.isEmpty()) {
      reasonToEnd = Optional.of(reason);
      whenOver.forEach(Runnable::run);
    }
  }

  /// Why this server should end and be started again, if it should.
  synchronized Optional<String> reasonToEnd() {
    return reasonToEnd;
  }

  /// Calls `action`, which must be quick, when this server should end.
  synchronized void whenOver(Runnable action) {
    whenOver.add(action);
    if (reasonToEnd.isPresent()) {
      action.run();
    }
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
    reasonToEnd().ifPresent(reason -> faults.add(reason + "; start it again"));
    dead.forEach(thread -> faults.add("the thread " + thread + " has died; restart the server"));
    faults.sort(null);
    return faults;
  }
}
