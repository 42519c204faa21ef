package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks for deliveries that nobody remembers: those that are due for minutes, of an endpoint that
/// could be called, while nothing is under way for it; and those that are held for minutes by
/// nobody. There should be none. Where there is one the scheduler gets it, and somebody is told,
/// because it is a fault of ours.
final class WatchdogPump {
  /// Far beyond what any claim takes.
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /// Rows that are read at a time: all that is held may be as much as all nodes have memory for.
  private static final int PAGE_MAX = 500;

  /// What is lost at a time, and so goes back in one transaction. More is found by the next looks.
  private static final int LOST_MAX = 500;

  private final EngineStore store;
  private final Scheduler scheduler;
  private final EngineObserver observer;
  private Map<EndpointId, Instant> idleSince = Map.of();
  private Set<Delivery> lost = Set.of();

  private WatchdogPump(EnginePorts ports, Scheduler scheduler) {
    this.store = ports.store();
    this.scheduler = scheduler;
    this.observer = ports.observer();
  }

  static Pump of(EnginePorts ports, Scheduler scheduler, InstantSource clock) {
    WatchdogPump watchdog = new WatchdogPump(ports, scheduler);
    return new PeriodicPump("watchdog", PERIOD, clock, watchdog::look);
  }

  // One look finds as much as it may; the next one finds the rest.
  private boolean look(Instant now) {
    Instant forgottenBefore = now.minus(FORGOTTEN_AFTER);
    lookForWaiting(forgottenBefore);
    lookForHeld(forgottenBefore);
    return false;
  }

  // Whoever has just been resumed, or was found at the start, is late and not forgotten: it takes
  // two looks to tell.
  private void lookForWaiting(Instant forgottenBefore) {
    Map<EndpointId, Instant> idle = new HashMap<>();
    store
        .nextDues()
        .forEach(
            (endpoint, dueAt) -> {
              if (dueAt.isBefore(forgottenBefore) && scheduler.isIdle(endpoint)) {
                idle.put(endpoint, dueAt);
              }
            });
    idle.forEach(
        (endpoint, dueAt) -> {
          if (dueAt.equals(idleSince.get(endpoint))) {
            remind(endpoint, dueAt);
          }
        });
    idleSince = idle;
  }

  // The store is looked at beside the writer, so what has just been held or settled seems to be
  // lost, too: here as well it takes two looks to tell.
  private void lookForHeld(Instant forgottenBefore) {
    long below = Math.max(1, Ids.floorOf(forgottenBefore));
    Set<Delivery> missing = missing(new DeliveryId(below));
    List<Delivery> found = missing.stream().filter(lost::contains).toList();
    if (!found.isEmpty()) {
      store.write(tx -> release(tx, found));
      found.forEach(delivery -> remind(delivery.endpoint(), delivery.dueAt()));
    }
    lost = missing;
  }

  private Set<Delivery> missing(DeliveryId below) {
    Set<Delivery> missing = new HashSet<>();
    DeliveryId from = new DeliveryId(1);
    List<Delivery> page;
    do {
      page = store.heldBetween(from, below, PAGE_MAX);
      missing.addAll(scheduler.lost(page));
      from = page.isEmpty() ? below : new DeliveryId(page.getLast().id().value() + 1);
    } while (page.size() == PAGE_MAX && missing.size() < LOST_MAX);
    return missing;
  }

  private static boolean release(EngineTx tx, List<Delivery> found) {
    tx.release(found.stream().filter(it -> tx.lanes().contains(it.endpoint())).toList());
    return true;
  }

  private void remind(EndpointId endpoint, Instant dueAt) {
    scheduler.waiting(endpoint, dueAt);
    observer.stuck(endpoint, dueAt);
  }
}
