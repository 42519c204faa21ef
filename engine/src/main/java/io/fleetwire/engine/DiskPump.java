package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Moves deliveries between memory and disk: brings back what has fallen due and fits, and lets go
/// of what paused endpoints hold beyond their share, and of all that is held for others which are
/// not called.
final class DiskPump implements Pump {
  /// An endpoint of which something cannot be read while that of others can be is not looked at
  /// again before.
  private static final Duration AFTER_A_BREAK = Duration.ofSeconds(5);

  private final EngineStore store;
  private final Scheduler scheduler;
  private final InstantSource clock;

  DiskPump(EngineStore store, Scheduler scheduler, InstantSource clock) {
    this.store = store;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Signal signal() {
    return scheduler.dueSignal();
  }

  @Override
  public Instant step() {
    List<Scheduler.Release> releases = scheduler.orderReleases();
    if (!releases.isEmpty()) {
      release(releases);
    }
    List<ClaimOrder> orders = scheduler.orderClaims();
    if (!orders.isEmpty()) {
      claim(orders);
    }
    return scheduler.nextMove();
  }

  private void release(List<Scheduler.Release> releases) {
    try {
      store.write(
          tx -> {
            releases.stream()
                .filter(release -> tx.lanes().contains(release.endpoint()))
                .forEach(release -> tx.release(deliveriesOf(release)));
            return releases.size();
          });
    } catch (RuntimeException e) {
      releases.forEach(release -> scheduler.takeBack(release));
      throw e;
    }
    releases.forEach(scheduler::released);
  }

  private static List<Delivery> deliveriesOf(Scheduler.Release release) {
    return release.deliveries().stream().map(Ready::delivery).toList();
  }

  // What cannot be read of one endpoint, because a page is broken, must not hold up the others.
  private void claim(List<ClaimOrder> orders) {
    Instant now = clock.instant();
    try {
      claim(orders, now);
    } catch (RuntimeException e) {
      List<ClaimOrder> failed =
          orders.size() == 1 ? orders : orders.stream().filter(it -> !isClaimed(it, now)).toList();
      Instant again = failed.size() == orders.size() ? now : now.plus(AFTER_A_BREAK);
      failed.forEach(order -> scheduler.waiting(order.endpoint(), again));
      throw e;
    }
  }

  private boolean isClaimed(ClaimOrder order, Instant now) {
    try {
      claim(List.of(order), now);
      return true;
    } catch (RuntimeException _) {
      // Told already, with those it was ordered with.
      return false;
    }
  }

  private void claim(List<ClaimOrder> orders, Instant now) {
    store.write(tx -> tx.claim(own(tx, orders), now)).forEach(scheduler::claimed);
  }

  private static List<ClaimOrder> own(EngineTx tx, List<ClaimOrder> orders) {
    return orders.stream().filter(order -> tx.lanes().contains(order.endpoint())).toList();
  }
}
