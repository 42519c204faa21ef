package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;

/// Ends deliveries that have been outstanding for too long, whatever the state of their endpoints,
/// and forgets what is older than anybody asks for. A pass takes many small steps, so that nobody
/// waits long behind one; where it is, is in memory alone, because beginning again costs little.
final class RetentionPump {
  /// Rows per commit: a few milliseconds, also when each is on a page of its own.
  private static final int BATCH_MAX = 500;

  /// What is kept for days need not end to the minute.
  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(10);

  private final EngineStore store;
  private final Scheduler scheduler;
  private final DeliveryLimits limits;
  private boolean isExpiring = true;
  private Housekeeping.ForgetPlace place = Housekeeping.ForgetPlace.START;

  private RetentionPump(EngineStore store, Scheduler scheduler, DeliveryLimits limits) {
    this.store = store;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  static Pump of(EngineStore store, Scheduler scheduler, World world, DeliveryLimits limits) {
    RetentionPump retention = new RetentionPump(store, scheduler, limits);
    return new PeriodicPump("retention", BETWEEN_PASSES, world.clock(), retention::step);
  }

  // Returns whether the pass goes on.
  private boolean step(Instant now) {
    if (isExpiring) {
      isExpiring = expire(now);
    } else {
      place = forget(now);
    }
    if (place.isDone()) {
      isExpiring = true;
      place = Housekeeping.ForgetPlace.START;
      return false;
    }
    return true;
  }

  // Returns whether there may be more.
  private boolean expire(Instant now) {
    long below = Ids.floorOf(now.minus(limits.keep()));
    if (below == 0) {
      return false;
    }
    return store.write(tx -> expire(tx, new DeliveryId(below), now)) > 0;
  }

  private int expire(EngineTx tx, DeliveryId below, Instant now) {
    Housekeeping.Expired expired = tx.housekeeping().expire(below, BATCH_MAX);
    expired.promoted().forEach(endpoint -> Waking.wake(tx, scheduler, endpoint, now));
    return expired.ended();
  }

  private Housekeeping.ForgetPlace forget(Instant now) {
    long below = Ids.floorOf(now.minus(limits.remember()));
    Housekeeping.ForgetPlace from = place;
    return store.write(tx -> tx.housekeeping().forget(from, below, BATCH_MAX));
  }
}
