package io.fleetwire.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Moves deliveries between memory and disk: brings back what has fallen due and fits, and lets go
/// of what paused endpoints hold beyond their share, and of all that is held for others which are
/// not called.
final class DiskPump implements Pump {
  private final EngineStore store;
  private final Scheduler scheduler;
  private final InstantSource clock;

  DiskPump(EngineStore store, Scheduler scheduler, InstantSource clock) {
    this.store = store;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  private record Claim(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {}

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
    List<Scheduler.ClaimOrder> orders = scheduler.orderClaims();
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

  private void claim(List<Scheduler.ClaimOrder> orders) {
    Instant now = clock.instant();
    List<Claim> claims;
    try {
      claims = store.write(tx -> orders.stream().map(order -> claim(tx, order, now)).toList());
    } catch (RuntimeException e) {
      orders.forEach(order -> scheduler.waiting(order.endpoint(), now));
      throw e;
    }
    claims.forEach(
        claim -> scheduler.claimed(claim.endpoint(), claim.deliveries(), claim.nextDue()));
  }

  private static Claim claim(EngineTx tx, Scheduler.ClaimOrder order, Instant now) {
    if (!tx.lanes().contains(order.endpoint())) {
      return new Claim(order.endpoint(), List.of(), Optional.empty());
    }
    List<Ready> deliveries = tx.claim(order.endpoint(), now, order.limit());
    return new Claim(order.endpoint(), deliveries, tx.nextDue(order.endpoint()));
  }
}
