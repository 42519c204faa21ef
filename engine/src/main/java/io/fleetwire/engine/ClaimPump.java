package io.fleetwire.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Brings back from disk what has fallen due and fits into memory.
final class ClaimPump implements Pump {
  private final EngineStore store;
  private final Scheduler scheduler;
  private final InstantSource clock;

  ClaimPump(EngineStore store, Scheduler scheduler, InstantSource clock) {
    this.store = store;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  private record Claim(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {}

  @Override
  public String name() {
    return "claim";
  }

  @Override
  public Signal signal() {
    return scheduler.dueSignal();
  }

  @Override
  public Instant step() {
    List<Scheduler.ClaimOrder> orders = scheduler.orderClaims();
    if (!orders.isEmpty()) {
      carryOut(orders);
    }
    return scheduler.nextClaim();
  }

  private void carryOut(List<Scheduler.ClaimOrder> orders) {
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
    List<Ready> deliveries = tx.claim(order.endpoint(), now, order.limit());
    return new Claim(order.endpoint(), deliveries, tx.nextDue(order.endpoint()));
  }
}
