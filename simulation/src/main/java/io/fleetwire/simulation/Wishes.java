package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
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
  private final RandomGenerator dice;

  Wishes(OrganizationId organization, RandomGenerator dice) {
    this.organization = organization;
    this.dice = dice;
  }

  /// Asks for something that is about `endpoint`.
  void ask(SimulatedNode node, EndpointId endpoint) {
    try {
      switch (dice.nextInt(4)) {
        case 0 -> replay(node, endpoint);
        case 1 -> cancel(node);
        default -> redeliver(node, endpoint);
      }
    } catch (StoreUnavailableException _) {
      // It may have happened or not.
    }
  }

  private void redeliver(SimulatedNode node, EndpointId endpoint) {
    long last = node.store().log().lastSequence(endpoint);
    if (last > 0) {
      long before = dice.nextLong(last);
      for (DeliveryEntry entry : node.store().log().listAfter(endpoint, before, last, 1)) {
        node.store()
            .write(tx -> node.engine().redelivery().redeliver(tx, organization, entry.id()));
      }
    }
  }

  private void replay(SimulatedNode node, EndpointId endpoint) {
    NewReplay wanted =
        new NewReplay(endpoint, DeliveryQuery.of(organization), dice.nextInt(1, 200));
    node.store().write(tx -> node.engine().replays().start(tx, wanted));
  }

  private void cancel(SimulatedNode node) {
    List<Replay> some = node.store().log().listReplays(organization, ReplayId.LAST, 1);
    some.forEach(
        replay ->
            node.store()
                .write(tx -> node.engine().replays().cancel(tx, organization, replay.id())));
  }
}
