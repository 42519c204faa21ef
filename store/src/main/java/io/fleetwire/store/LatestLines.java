package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EventId;
import io.fleetwire.store.LineTables.Line;
import io.fleetwire.store.QueueTables.Waiting;
import java.util.Optional;

/// Lines of which only the latest matters: what is in flight, and at most one behind it.
final class LatestLines {
  private LatestLines() {}

  /// What became of a new delivery.
  enum Joined {
    /// Its place in the queue is free.
    LEADS,
    /// It stands behind what is in flight.
    FOLLOWS,
    /// A later event is on its way.
    SUPERSEDED
  }

  /// Adds a delivery to its line and supersedes what it makes old.
  static Joined join(WriteTx tx, Line line, Delivery delivery) {
    if (LineTables.lead(tx, line, delivery)) {
      return Joined.LEADS;
    }
    DeliveryId leader = LineTables.findLeader(tx, line).orElseThrow();
    Optional<Waiting> waitingLeader = QueueTables.findWaiting(tx, leader);
    Optional<Waiting> follower = LineTables.findFollower(tx, line);
    EventId latest =
        follower
            .or(() -> waitingLeader)
            .map(Waiting::event)
            .or(() -> QueueTables.findHeldEvent(tx, leader))
            .orElseThrow();
    if (latest.value() > delivery.event().value()) {
      DeliveryTable.end(tx, DeliveryTable.placeOf(delivery), DeliveryState.SUPERSEDED);
      return Joined.SUPERSEDED;
    }
    follower.ifPresent(old -> LineTables.endFollowing(tx, old.place(), DeliveryState.SUPERSEDED));
    if (waitingLeader.isPresent()) {
      QueueTables.endWaiting(tx, waitingLeader.get().place(), DeliveryState.SUPERSEDED);
      LineTables.passOn(tx, line, leader, delivery.id());
      return Joined.LEADS;
    }
    LineTables.follow(tx, line, delivery);
    return Joined.FOLLOWS;
  }
}
