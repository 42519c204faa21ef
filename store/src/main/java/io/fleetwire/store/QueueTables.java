package io.fleetwire.store;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Claimed;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Ready;
import io.fleetwire.store.DeliveryTable.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables `held_delivery` and `waiting_delivery`. An outstanding delivery is in one of them.
final class QueueTables {
  static final String HOLD =
      """
      INSERT INTO held_delivery (delivery_id, endpoint_id, sequence, event_id, ordering,
                                 attempts_made)
      VALUES (?, ?, ?, ?, ?, ?)
      """;
  static final String WAIT =
      """
      INSERT INTO waiting_delivery (delivery_id, endpoint_id, sequence, event_id, ordering,
                                    attempts_made, due_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  static final String LET_GO =
      "DELETE FROM held_delivery WHERE delivery_id = ? AND attempts_made = ?";

  // The left join is for the assertion: an event that is missing is a bug, not an empty queue. Each
  // row says when the first one is due that is not due yet: it is looked up once.
  static final String DUE =
      """
      SELECT waiting.delivery_id, waiting.sequence, waiting.ordering, waiting.attempts_made,
             waiting.due_at,
             (SELECT min(later.due_at) FROM waiting_delivery AS later
              WHERE later.endpoint_id = ? AND later.due_at > ?), %s
      FROM waiting_delivery AS waiting LEFT JOIN event ON event.event_id = waiting.event_id
      WHERE waiting.endpoint_id = ? AND waiting.due_at <= ?
      ORDER BY waiting.due_at, waiting.delivery_id
      LIMIT ?
      """
          .formatted(EventTable.COLUMNS);
  static final String WAIT_NO_MORE = "DELETE FROM waiting_delivery WHERE delivery_id = ?";
  static final String NEXT_DUE = "SELECT min(due_at) FROM waiting_delivery WHERE endpoint_id = ?";

  // Hops from endpoint to endpoint along the index, instead of reading all of it.
  static final String NEXT_DUES =
      """
      WITH RECURSIVE waited_for (endpoint_id) AS (
        SELECT min(endpoint_id) FROM waiting_delivery
        UNION ALL
        SELECT (SELECT min(waiting_delivery.endpoint_id) FROM waiting_delivery
                WHERE waiting_delivery.endpoint_id > waited_for.endpoint_id)
        FROM waited_for WHERE waited_for.endpoint_id IS NOT NULL
      )
      SELECT endpoint_id, (SELECT min(due_at) FROM waiting_delivery
                           WHERE waiting_delivery.endpoint_id = waited_for.endpoint_id)
      FROM waited_for WHERE endpoint_id IS NOT NULL
      """;
  static final String LET_ALL_GO =
      """
      INSERT INTO waiting_delivery (delivery_id, endpoint_id, sequence, event_id, ordering,
                                    attempts_made, due_at)
      SELECT delivery_id, endpoint_id, sequence, event_id, ordering, attempts_made, ?
      FROM held_delivery
      """;
  static final String LET_ONE_GO = LET_ALL_GO + " WHERE delivery_id = ?";
  static final String HOLD_ONE_NO_MORE = "DELETE FROM held_delivery WHERE delivery_id = ?";
  static final String HOLD_NONE = "DELETE FROM held_delivery";

  // Read the whole table, which is as small as all schedulers' memory.
  static final String HELD_ENDPOINTS = "SELECT DISTINCT endpoint_id FROM held_delivery";
  private static final String OF_THESE = " WHERE " + EndpointList.AMONG;
  static final String LET_SOME_GO = LET_ALL_GO + OF_THESE;
  static final String HOLD_SOME_NO_MORE = HOLD_NONE + OF_THESE;

  // Reads the whole table, which is as small as a scheduler's memory.
  static final String HELD_OF =
      "SELECT delivery_id, endpoint_id, sequence FROM held_delivery WHERE endpoint_id = ?";
  static final String HELD_BETWEEN =
      """
      SELECT delivery_id, endpoint_id, sequence, event_id, ordering, attempts_made
      FROM held_delivery WHERE delivery_id >= ? AND delivery_id < ? ORDER BY delivery_id LIMIT ?
      """;
  static final String WAITING_OF =
      """
      SELECT delivery_id, endpoint_id, sequence FROM waiting_delivery WHERE endpoint_id = ? LIMIT ?
      """;
  static final String HELD_EVENT = "SELECT event_id FROM held_delivery WHERE delivery_id = ?";
  static final String WAITING =
      "SELECT event_id, endpoint_id, sequence FROM waiting_delivery WHERE delivery_id = ?";

  private QueueTables() {}

  static void hold(WriteTx tx, Delivery delivery) {
    tx.change(
        HOLD,
        delivery.id().value(),
        delivery.endpoint().value(),
        delivery.sequence(),
        delivery.event().value(),
        Words.number(delivery.ordering()),
        delivery.attemptsMade());
  }

  static void await(WriteTx tx, Delivery delivery) {
    tx.change(
        WAIT,
        delivery.id().value(),
        delivery.endpoint().value(),
        delivery.sequence(),
        delivery.event().value(),
        Words.number(delivery.ordering()),
        delivery.attemptsMade(),
        delivery.dueAt());
  }

  /// Ends the holding of a delivery after which `attemptsMade` attempts had been made, or returns
  /// false when it is not held, or has moved on.
  static boolean letGo(WriteTx tx, DeliveryId id, int attemptsMade) {
    return tx.change(LET_GO, id.value(), attemptsMade);
  }

  /// What is due of an endpoint, and when something is next: a row more than may be taken says so.
  static Claimed due(ReadTx tx, ClaimOrder order, Instant now) {
    EndpointId endpoint = order.endpoint();
    long id = endpoint.value();
    List<Due> due = tx.list(DUE, row -> due(row, endpoint), id, now, id, now, order.limit() + 1);
    List<Ready> taken = due.stream().limit(order.limit()).map(Due::ready).toList();
    if (due.isEmpty()) {
      return new Claimed(endpoint, taken, nextDue(tx, endpoint));
    }
    Due last = due.getLast();
    boolean isMore = due.size() > order.limit();
    return new Claimed(
        endpoint, taken, isMore ? Optional.of(last.ready().delivery().dueAt()) : last.later());
  }

  /// Holds what was read as waiting.
  static void claim(WriteTx tx, List<Ready> due) {
    for (Ready ready : due) {
      boolean moved = tx.change(WAIT_NO_MORE, ready.delivery().id().value());
      Must.hold(moved, "what was read as waiting waits");
      hold(tx, ready.delivery());
    }
  }

  /// A delivery that is due, and when the first one is due that is not yet.
  private record Due(Ready ready, Optional<Instant> later) {}

  private static Due due(Row row, EndpointId endpoint) {
    return new Due(ready(row, endpoint), row.findInstant(6));
  }

  private static Ready ready(Row row, EndpointId endpoint) {
    Event event = EventTable.at(row, 7);
    Delivery delivery =
        new Delivery(
            new DeliveryId(row.longAt(1)),
            endpoint,
            row.longAt(2),
            event.id(),
            Words.ordering(row.intAt(3)),
            row.intAt(4),
            row.instant(5));
    return new Ready(delivery, event);
  }

  private static Optional<Instant> nextDue(ReadTx tx, EndpointId endpoint) {
    return tx.find(NEXT_DUE, row -> row.findInstant(1), endpoint.value()).orElseThrow();
  }

  static Map<EndpointId, Instant> nextDues(ReadTx tx) {
    Map<EndpointId, Instant> dues = new HashMap<>();
    tx.list(NEXT_DUES, row -> dues.put(new EndpointId(row.longAt(1)), row.instant(2)) == null);
    return dues;
  }

  static List<Delivery> heldBetween(ReadTx tx, DeliveryId from, DeliveryId below, int most) {
    return tx.list(HELD_BETWEEN, QueueTables::held, from.value(), below.value(), most);
  }

  private static Delivery held(Row row) {
    return new Delivery(
        new DeliveryId(row.longAt(1)),
        new EndpointId(row.longAt(2)),
        row.longAt(3),
        new EventId(row.longAt(4)),
        Words.ordering(row.intAt(5)),
        row.intAt(6),
        Ids.timeOf(row.longAt(1)));
  }

  static int letAllGo(WriteTx tx, Instant dueAt) {
    int held = tx.update(LET_ALL_GO, dueAt);
    tx.update(HOLD_NONE);
    return held;
  }

  /// Lets go of all that is held in these lanes.
  static int letGo(WriteTx tx, Lanes lanes, Instant dueAt) {
    String endpoints =
        EndpointList.of(
            tx.list(HELD_ENDPOINTS, row -> new EndpointId(row.longAt(1))).stream()
                .filter(lanes::contains)
                .toList());
    int held = tx.update(LET_SOME_GO, dueAt, endpoints);
    tx.update(HOLD_SOME_NO_MORE, endpoints);
    return held;
  }

  /// Lets one held delivery wait until it is due; does nothing when it is not held.
  static void release(WriteTx tx, Delivery delivery) {
    long id = delivery.id().value();
    if (tx.update(LET_ONE_GO, delivery.dueAt(), id) == 1) {
      tx.update(HOLD_ONE_NO_MORE, id);
    }
  }

  static void cancelHeld(WriteTx tx, EndpointId endpoint) {
    for (Place held : tx.list(HELD_OF, QueueTables::place, endpoint.value())) {
      tx.update(HOLD_ONE_NO_MORE, held.id().value());
      DeliveryTable.end(tx, held, DeliveryState.CANCELLED);
    }
  }

  /// Cancels up to `limit` waiting deliveries and returns how many.
  static int cancelWaiting(WriteTx tx, EndpointId endpoint, int limit) {
    List<Place> some = tx.list(WAITING_OF, QueueTables::place, endpoint.value(), limit);
    some.forEach(waiting -> endWaiting(tx, waiting, DeliveryState.CANCELLED));
    return some.size();
  }

  /// Ends a waiting delivery otherwise than by an attempt.
  static void endWaiting(WriteTx tx, Place waiting, DeliveryState how) {
    int gone = tx.update(WAIT_NO_MORE, waiting.id().value());
    Must.hold(gone == 1, "what is ended while it waits was waiting");
    DeliveryTable.end(tx, waiting, how);
  }

  static Place place(Row row) {
    return new Place(new DeliveryId(row.longAt(1)), new EndpointId(row.longAt(2)), row.longAt(3));
  }

  /// The event of a delivery that is held.
  static Optional<EventId> findHeldEvent(ReadTx tx, DeliveryId id) {
    return tx.find(HELD_EVENT, row -> new EventId(row.longAt(1)), id.value());
  }

  /// A delivery that waits.
  static Optional<Waiting> findWaiting(ReadTx tx, DeliveryId id) {
    return tx.find(
        WAITING,
        row ->
            new Waiting(
                new EventId(row.longAt(1)),
                new Place(id, new EndpointId(row.longAt(2)), row.longAt(3))),
        id.value());
  }

  /// A delivery that waits, or follows, and its event.
  record Waiting(EventId event, Place place) {}
}
