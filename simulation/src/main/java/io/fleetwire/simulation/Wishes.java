package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.StoreUnavailableException;
import java.util.List;
import java.util.random.RandomGenerator;

/// People who want things again: one delivery, or all that an endpoint ever had.
final class Wishes {
  private final OrganizationId organization;
  private final StormyStore store;
  private final RandomGenerator dice;

  Wishes(OrganizationId organization, StormyStore store, RandomGenerator dice) {
    this.organization = organization;
    this.store = store;
    this.dice = dice;
  }

  /// Asks for something that is about `endpoint`.
  void ask(Engine engine, EndpointId endpoint) {
    try {
      switch (dice.nextInt(4)) {
        case 0 -> replay(engine, endpoint);
        case 1 -> cancel(engine);
        default -> redeliver(engine, endpoint);
      }
    } catch (StoreUnavailableException _) {
      // It may have happened or not.
    }
  }

  private void redeliver(Engine engine, EndpointId endpoint) {
    long last = store.log().lastSequence(endpoint);
    if (last > 0) {
      long before = dice.nextLong(last);
      for (DeliveryEntry entry : store.log().listAfter(endpoint, before, last, 1)) {
        store.write(tx -> engine.redelivery().redeliver(tx, organization, entry.id()));
      }
    }
  }

  private void replay(Engine engine, EndpointId endpoint) {
    NewReplay wanted =
        new NewReplay(endpoint, DeliveryQuery.of(organization), dice.nextInt(1, 200));
    store.write(tx -> engine.replays().start(tx, wanted));
  }

  private void cancel(Engine engine) {
    List<Replay> some = store.log().listReplays(organization, ReplayId.LAST, 1);
    some.forEach(
        replay -> store.write(tx -> engine.replays().cancel(tx, organization, replay.id())));
  }
}
