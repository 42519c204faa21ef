package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Ready;
import io.fleetwire.store.DeliveryTable.Place;
import io.fleetwire.store.QueueTables.Waiting;
import java.util.List;
import java.util.Optional;

/// The tables `leading_delivery` and `following_delivery`: per line of an endpoint, who is
/// outstanding, and who stands behind.
final class LineTables {
  static final String LEAD =
      """
      INSERT INTO leading_delivery (endpoint_id, line, delivery_id) VALUES (?, ?, ?)
      ON CONFLICT (endpoint_id, line) DO NOTHING
      """;
  static final String LEADER =
      "SELECT delivery_id FROM leading_delivery WHERE endpoint_id = ? AND line = ?";
  static final String FOLLOW =
      """
      INSERT INTO following_delivery (delivery_id, endpoint_id, sequence, line, event_id, due_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  // The left join is for the assertion: an event that is missing is a bug, not the end of a line.
  static final String NEXT =
      """
      SELECT following.delivery_id, following.sequence, following.due_at, %s
      FROM following_delivery AS following LEFT JOIN event ON event.event_id = following.event_id
      WHERE following.endpoint_id = ? AND following.line = ?
      ORDER BY following.delivery_id
      LIMIT 1
      """
          .formatted(EventTable.COLUMNS);
  static final String FOLLOWER =
      """
      SELECT delivery_id, endpoint_id, sequence, event_id FROM following_delivery
      WHERE endpoint_id = ? AND line = ? ORDER BY delivery_id LIMIT 1
      """;
  static final String FOLLOW_NO_MORE = "DELETE FROM following_delivery WHERE delivery_id = ?";
  static final String PASS_ON =
      """
      UPDATE leading_delivery SET delivery_id = ?
      WHERE endpoint_id = ? AND line = ? AND delivery_id = ?
      """;
  static final String LEAD_NO_MORE =
      "DELETE FROM leading_delivery WHERE delivery_id = ? AND endpoint_id = ? AND line = ?";
  static final String CANCEL_LEADING =
      """
      DELETE FROM leading_delivery WHERE endpoint_id = ? AND line IN (
        SELECT line FROM leading_delivery WHERE endpoint_id = ? LIMIT ?)
      """;
  static final String FOLLOWING_OF =
      """
      SELECT delivery_id, endpoint_id, sequence FROM following_delivery
      WHERE endpoint_id = ? LIMIT ?
      """;

  private LineTables() {}

  /// A line of an endpoint. Its name begins with its kind, so that an endpoint which changes its
  /// mind has lines of both kinds for a while; a type is named with its length, so that no two
  /// lines have the same name.
  record Line(EndpointId endpoint, String name) {
    static Line of(EndpointId endpoint, Ordering ordering, EventHead event) {
      String subject = event.subject().value();
      String type = event.type().name();
      return switch (ordering) {
        case BY_SUBJECT -> new Line(endpoint, "s:" + subject);
        case LATEST -> new Line(endpoint, "l" + type.length() + ":" + type + subject);
        case UNORDERED -> throw new AssertionError("who wants no order stands in no line");
      };
    }
  }

  /// Makes a delivery the leader of its line, or returns false when there is one.
  static boolean lead(WriteTx tx, Line line, Delivery delivery) {
    return tx.update(LEAD, line.endpoint().value(), line.name(), delivery.id().value()) == 1;
  }

  static Optional<DeliveryId> findLeader(ReadTx tx, Line line) {
    return tx.find(
        LEADER, row -> new DeliveryId(row.longAt(1)), line.endpoint().value(), line.name());
  }

  static void follow(WriteTx tx, Line line, Delivery delivery) {
    tx.change(
        FOLLOW,
        delivery.id().value(),
        delivery.endpoint().value(),
        delivery.sequence(),
        line.name(),
        delivery.event().value(),
        delivery.dueAt());
  }

  /// Who stands first behind the leader.
  static Optional<Waiting> findFollower(ReadTx tx, Line line) {
    return tx.find(
        FOLLOWER,
        row -> new Waiting(new EventId(row.longAt(4)), QueueTables.place(row)),
        line.endpoint().value(),
        line.name());
  }

  /// Ends a delivery that follows.
  static void endFollowing(WriteTx tx, Place following, DeliveryState how) {
    mustMove(tx.update(FOLLOW_NO_MORE, following.id().value()) == 1);
    DeliveryTable.end(tx, following, how);
  }

  /// Puts the next in line into the place of `ended`; returns it, if there is one.
  static Optional<Ready> succeed(WriteTx tx, Line line, Ordering ordering, DeliveryId ended) {
    Optional<Ready> next =
        tx.find(NEXT, row -> ready(row, line, ordering), line.endpoint().value(), line.name());
    if (next.isEmpty()) {
      mustMove(tx.change(LEAD_NO_MORE, ended.value(), line.endpoint().value(), line.name()));
    } else {
      DeliveryId leader = next.get().delivery().id();
      mustMove(tx.update(FOLLOW_NO_MORE, leader.value()) == 1);
      passOn(tx, line, ended, leader);
    }
    return next;
  }

  /// Makes `next` the leader in the place of `leader`.
  static void passOn(WriteTx tx, Line line, DeliveryId leader, DeliveryId next) {
    mustMove(
        tx.update(PASS_ON, next.value(), line.endpoint().value(), line.name(), leader.value())
            == 1);
  }

  private static void mustMove(boolean hasMoved) {
    Must.hold(hasMoved, "each line has one leader, which is outstanding");
  }

  private static Ready ready(Row row, Line line, Ordering ordering) {
    Event event = EventTable.at(row, 4);
    Delivery delivery =
        new Delivery(
            new DeliveryId(row.longAt(1)),
            line.endpoint(),
            row.longAt(2),
            event.id(),
            ordering,
            0,
            row.instant(3));
    return new Ready(delivery, event);
  }

  /// Forgets up to `limit` leaders, cancels as many followers, and returns the greater number of
  /// both.
  static int cancel(WriteTx tx, EndpointId endpoint, int limit) {
    int leading = tx.update(CANCEL_LEADING, endpoint.value(), endpoint.value(), limit);
    List<Place> following = tx.list(FOLLOWING_OF, QueueTables::place, endpoint.value(), limit);
    following.forEach(place -> endFollowing(tx, place, DeliveryState.CANCELLED));
    return Math.max(leading, following.size());
  }
}
