package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Housekeeping.ForgetPlace;
import io.fleetwire.engine.Housekeeping.ForgetPlace.Part;
import io.fleetwire.engine.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Forgets what is old, from the left edge of each table. An event that was delivered again later
/// is pinned in `revived_event` for as long as that delivery is remembered.
final class ForgetTables {
  static final String OLDEST =
      """
      SELECT min(delivery_id) FROM (
        SELECT min(delivery_id) AS delivery_id FROM held_delivery
        UNION ALL SELECT min(delivery_id) FROM waiting_delivery
        UNION ALL SELECT min(delivery_id) FROM following_delivery)
      """;
  static final String OLDEST_EVENT =
      """
      SELECT event_id FROM held_delivery WHERE delivery_id = ?
      UNION ALL SELECT event_id FROM waiting_delivery WHERE delivery_id = ?
      UNION ALL SELECT event_id FROM following_delivery WHERE delivery_id = ?
      """;
  static final String NEXT_ENDPOINT = "SELECT min(endpoint_id) FROM delivery WHERE endpoint_id > ?";
  static final String DELIVERIES = "DELETE FROM delivery WHERE endpoint_id = ? AND sequence < ?";
  static final String EVENTS =
      """
      SELECT event_id, EXISTS (
          SELECT 1 FROM revived_event
          WHERE revived_event.event_id = event.event_id AND revived_event.delivery_id >= ?)
      FROM event WHERE event_id > ? AND event_id < ? ORDER BY event_id LIMIT ?
      """;
  static final String EVENT = "DELETE FROM event WHERE event_id = ?";
  static final String ATTEMPTS =
      """
      DELETE FROM attempt WHERE (delivery_id, number) IN (
        SELECT delivery_id, number FROM attempt WHERE delivery_id < ?
        ORDER BY delivery_id LIMIT ?)
      """;
  static final String ENDS =
      """
      DELETE FROM ended_delivery WHERE delivery_id IN (
        SELECT delivery_id FROM ended_delivery WHERE delivery_id < ? ORDER BY delivery_id LIMIT ?)
      """;
  static final String REVIVED =
      """
      DELETE FROM revived_event WHERE event_id IN (
        SELECT event_id FROM revived_event WHERE delivery_id < ? ORDER BY delivery_id LIMIT ?)
      """;
  static final String REVIVE =
      """
      INSERT INTO revived_event (event_id, delivery_id) VALUES (?, ?)
      ON CONFLICT (event_id) DO UPDATE SET delivery_id = excluded.delivery_id
      """;

  /// An event and its first deliveries are made at once, but their ids may lie on two sides of a
  /// bound. A second apart they do not.
  private static final Duration EVENT_MARGIN = Duration.ofSeconds(1);

  private final WriteTx tx;
  private final int limit;
  private final long below;
  private final long eventsBelow;

  /// Works on what is older than `below`, and than everything that is outstanding.
  ForgetTables(WriteTx tx, long below, int limit) {
    this.tx = tx;
    this.limit = limit;
    Optional<Long> oldest = tx.find(OLDEST, row -> row.findLong(1)).orElseThrow();
    this.below = Math.min(below, oldest.orElse(Long.MAX_VALUE));
    long margin = Ids.floorOf(Ids.timeOf(this.below).minus(EVENT_MARGIN));
    this.eventsBelow = Math.min(margin, oldest.map(this::eventOf).orElse(Long.MAX_VALUE));
  }

  // Events and deliveries are made in the same order, so every other event that is outstanding is
  // later, but for those that are pinned.
  private long eventOf(long delivery) {
    return tx.find(OLDEST_EVENT, row -> row.longAt(1), delivery, delivery, delivery).orElseThrow();
  }

  ForgetPlace go(ForgetPlace from) {
    return switch (from.part()) {
      case DELIVERIES -> deliveries(from.after());
      case EVENTS -> events(from.after());
      case ATTEMPTS -> next(tx.update(ATTEMPTS, below, limit), Part.ATTEMPTS, Part.ENDS);
      case ENDS -> {
        int rows = tx.update(ENDS, below, limit);
        yield next(Math.max(rows, tx.update(REVIVED, below, limit)), Part.ENDS, Part.DONE);
      }
      case DONE -> from;
    };
  }

  private ForgetPlace next(int rows, Part part, Part after) {
    return new ForgetPlace(rows < limit ? after : part, 0);
  }

  // An endpoint costs a few looks even when it has nothing to forget, so they count too.
  private ForgetPlace deliveries(long after) {
    long reached = after;
    for (int work = 0; work < limit; work += 20) {
      Optional<Long> endpoint =
          tx.find(NEXT_ENDPOINT, row -> row.findLong(1), reached).orElseThrow();
      if (endpoint.isEmpty()) {
        return new ForgetPlace(Part.EVENTS, 0);
      }
      int rows = deliveriesOf(new EndpointId(endpoint.get()));
      if (rows == limit) {
        return new ForgetPlace(Part.DELIVERIES, reached);
      }
      work += rows;
      reached = endpoint.get();
    }
    return new ForgetPlace(Part.DELIVERIES, reached);
  }

  private int deliveriesOf(EndpointId endpoint) {
    long first =
        tx.find(LogTables.FIRST_SEQUENCE, row -> row.longAt(1), endpoint.value()).orElseThrow();
    // The newest says what comes next, unless nothing will.
    long kept =
        EndpointTable.isRemoved(tx, endpoint) ? Long.MAX_VALUE : DeliveryTable.last(tx, endpoint);
    long until = Math.min(kept, LogTables.sequenceOf(tx, endpoint, below));
    return tx.update(DELIVERIES, endpoint.value(), Math.min(until, first + limit));
  }

  private record Old(long event, boolean isPinned) {}

  private ForgetPlace events(long after) {
    List<Old> some =
        tx.list(
            EVENTS,
            row -> new Old(row.longAt(1), row.booleanAt(2)),
            below,
            after,
            eventsBelow,
            limit);
    some.stream().filter(old -> !old.isPinned()).forEach(old -> tx.update(EVENT, old.event()));
    return some.size() < limit
        ? new ForgetPlace(Part.ATTEMPTS, 0)
        : new ForgetPlace(Part.EVENTS, some.getLast().event());
  }
}
