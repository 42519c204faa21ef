package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Ready;
import java.util.Optional;

/// The tables `leading_delivery` and `following_delivery`: per ordered endpoint and subject, who is
/// outstanding, and who stands behind.
final class LineTables {
  static final String LEAD =
      """
      INSERT INTO leading_delivery (endpoint_id, subject, delivery_id) VALUES (?, ?, ?)
      ON CONFLICT (endpoint_id, subject) DO NOTHING
      """;
  static final String FOLLOW =
      """
      INSERT INTO following_delivery (delivery_id, endpoint_id, subject, event_id, due_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  // The left join is for the assertion: an event that is missing is a bug, not the end of a line.
  static final String NEXT =
      """
      SELECT following.delivery_id, following.due_at, %s
      FROM following_delivery AS following LEFT JOIN event ON event.event_id = following.event_id
      WHERE following.endpoint_id = ? AND following.subject = ?
      ORDER BY following.delivery_id
      LIMIT 1
      """
          .formatted(EventTable.COLUMNS);
  static final String FOLLOW_NO_MORE = "DELETE FROM following_delivery WHERE delivery_id = ?";
  static final String PASS_ON =
      """
      UPDATE leading_delivery SET delivery_id = ?
      WHERE endpoint_id = ? AND subject = ? AND delivery_id = ?
      """;
  static final String LEAD_NO_MORE =
      "DELETE FROM leading_delivery WHERE endpoint_id = ? AND subject = ? AND delivery_id = ?";
  static final String CANCEL_LEADING =
      """
      DELETE FROM leading_delivery WHERE endpoint_id = ? AND subject IN (
        SELECT subject FROM leading_delivery WHERE endpoint_id = ? LIMIT ?)
      """;
  static final String CANCEL_FOLLOWING =
      """
      DELETE FROM following_delivery WHERE delivery_id IN (
        SELECT delivery_id FROM following_delivery WHERE endpoint_id = ? LIMIT ?)
      """;

  private LineTables() {}

  /// Makes `ready` the outstanding delivery of its subject, or returns false when there is one.
  static boolean lead(WriteTx tx, Ready ready) {
    Delivery delivery = ready.delivery();
    return tx.update(
            LEAD,
            delivery.endpoint().value(),
            ready.event().subject().value(),
            delivery.id().value())
        == 1;
  }

  static void follow(WriteTx tx, Ready ready) {
    Delivery delivery = ready.delivery();
    tx.update(
        FOLLOW,
        delivery.id().value(),
        delivery.endpoint().value(),
        ready.event().subject().value(),
        delivery.event().value(),
        delivery.dueAt());
  }

  /// Puts the next in line into the place of `ended`; returns it, if there is one.
  static Optional<Ready> succeed(WriteTx tx, Ready ended) {
    EndpointId endpoint = ended.delivery().endpoint();
    String subject = ended.event().subject().value();
    long endedId = ended.delivery().id().value();
    Optional<Ready> next = tx.find(NEXT, row -> ready(row, endpoint), endpoint.value(), subject);
    if (next.isEmpty()) {
      mustMove(tx.update(LEAD_NO_MORE, endpoint.value(), subject, endedId));
    } else {
      long nextId = next.get().delivery().id().value();
      mustMove(tx.update(FOLLOW_NO_MORE, nextId));
      mustMove(tx.update(PASS_ON, nextId, endpoint.value(), subject, endedId));
    }
    return next;
  }

  private static void mustMove(int rows) {
    Must.hold(rows == 1, "the outstanding delivery of an ordered subject leads its line");
  }

  private static Ready ready(Row row, EndpointId endpoint) {
    Event event = EventTable.at(row, 3);
    Delivery delivery =
        new Delivery(
            new DeliveryId(row.longAt(1)),
            endpoint,
            event.id(),
            Ordering.BY_SUBJECT,
            0,
            row.instant(2));
    return new Ready(delivery, event);
  }

  /// Forgets up to `limit` leaders and as many followers; returns the greater number of both.
  static int cancel(WriteTx tx, EndpointId endpoint, int limit) {
    int leading = tx.update(CANCEL_LEADING, endpoint.value(), endpoint.value(), limit);
    int following = tx.update(CANCEL_FOLLOWING, endpoint.value(), limit);
    return Math.max(leading, following);
  }
}
