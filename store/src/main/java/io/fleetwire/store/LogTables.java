package io.fleetwire.store;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.FeedItem;
import io.fleetwire.engine.Origin;
import java.util.List;
import java.util.Optional;

/// Reads the log: each delivery with its event, and what has become of it. That is found without an
/// index of its own: every delivery, outstanding or ended, is in some table by its id, and that row
/// says where in its endpoint's log it stands.
final class LogTables {
  static final String LOCATE =
      """
      SELECT endpoint_id, sequence FROM held_delivery WHERE delivery_id = ?
      UNION ALL SELECT endpoint_id, sequence FROM waiting_delivery WHERE delivery_id = ?
      UNION ALL SELECT endpoint_id, sequence FROM following_delivery WHERE delivery_id = ?
      UNION ALL SELECT endpoint_id, sequence FROM ended_delivery WHERE delivery_id = ?
      UNION ALL SELECT endpoint_id, sequence FROM attempt WHERE delivery_id = ? AND number = 1
      LIMIT 1
      """;

  // A delivery that is in no table was outstanding when its endpoint was removed.
  private static final String STATE =
      """
      CASE
        WHEN last.next <> 'retry' THEN last.next
        WHEN EXISTS (SELECT 1 FROM removed_endpoint
                     WHERE removed_endpoint.endpoint_id = delivery.endpoint_id) THEN 'cancelled'
        WHEN EXISTS (SELECT 1 FROM held_delivery
                     WHERE held_delivery.delivery_id = delivery.delivery_id) THEN 'pending'
        WHEN EXISTS (SELECT 1 FROM waiting_delivery
                     WHERE waiting_delivery.delivery_id = delivery.delivery_id) THEN 'pending'
        WHEN EXISTS (SELECT 1 FROM following_delivery
                     WHERE following_delivery.delivery_id = delivery.delivery_id) THEN 'pending'
        ELSE coalesce((SELECT how FROM ended_delivery
                       WHERE ended_delivery.delivery_id = delivery.delivery_id), 'cancelled')
      END
      """;

  // The order of the joins is fixed: by the endpoint's log, never by all events. The last attempt
  // is the one that has no next.
  private static final String FROM =
      """
      FROM delivery
      CROSS JOIN event
      LEFT JOIN attempt AS last ON last.delivery_id = delivery.delivery_id
        AND last.number = (SELECT max(number) FROM attempt
                           WHERE attempt.delivery_id = delivery.delivery_id)
      WHERE event.event_id = delivery.event_id
      """;
  private static final String ENTRY =
      "SELECT delivery.delivery_id, delivery.endpoint_id, delivery.sequence, delivery.origin, "
          + STATE
          + ", coalesce(last.number, 0), "
          + EventTable.HEAD_COLUMNS
          + " "
          + FROM;

  static final String AT = ENTRY + "AND delivery.endpoint_id = ? AND delivery.sequence = ?";
  static final String AFTER =
      ENTRY
          + """
          AND delivery.endpoint_id = ? AND delivery.sequence > ? AND delivery.sequence <= ?
          ORDER BY delivery.sequence LIMIT ?
          """;

  // The length of a blob is in the row's head: this does not read the payloads.
  static final String FEED_SIZES =
      """
      SELECT length(event.payload)
      FROM delivery CROSS JOIN event
      WHERE event.event_id = delivery.event_id
      AND delivery.endpoint_id = ? AND delivery.sequence > ?
      ORDER BY delivery.sequence LIMIT ?
      """;
  static final String FEED =
      "SELECT delivery.delivery_id, delivery.sequence, delivery.origin, "
          + STATE
          + ", "
          + EventTable.COLUMNS
          + " "
          + FROM
          + """
          AND delivery.endpoint_id = ? AND delivery.sequence > ?
          ORDER BY delivery.sequence LIMIT ?
          """;

  static final String FIRST_SEQUENCE = "SELECT min(sequence) FROM delivery WHERE endpoint_id = ?";
  static final String ID_BELOW =
      """
      SELECT delivery_id FROM delivery WHERE endpoint_id = ? AND sequence < ?
      ORDER BY sequence DESC LIMIT 1
      """;

  private LogTables() {}

  static Optional<DeliveryEntry> find(ReadTx tx, DeliveryId id) {
    long value = id.value();
    return tx.find(
            LOCATE,
            row -> new DeliveryTable.Place(id, new EndpointId(row.longAt(1)), row.longAt(2)),
            value,
            value,
            value,
            value,
            value)
        .flatMap(
            place -> tx.find(AT, LogTables::entry, place.endpoint().value(), place.sequence()));
  }

  /// One delivery by its place.
  static Optional<DeliveryEntry> at(ReadTx tx, EndpointId endpoint, long sequence) {
    return tx.find(AT, LogTables::entry, endpoint.value(), sequence);
  }

  /// Up to `limit` deliveries of an endpoint after `after` and up to `until`, oldest first.
  static List<DeliveryEntry> after(ReadTx tx, DeliveryTable.Range range, int limit) {
    return tx.list(
        AFTER, LogTables::entry, range.endpoint().value(), range.after(), range.until(), limit);
  }

  /// The sizes of the next payloads of an endpoint's feed.
  static List<Integer> feedSizes(ReadTx tx, EndpointId endpoint, long after, int limit) {
    return tx.list(FEED_SIZES, row -> row.intAt(1), endpoint.value(), after, limit);
  }

  static List<FeedItem> feed(ReadTx tx, EndpointId endpoint, long after, int limit) {
    return tx.list(FEED, LogTables::feedItem, endpoint.value(), after, limit);
  }

  /// The least sequence number whose delivery has an id of `id` or more; one after the last when
  /// there is none. Ids grow with the sequence, so it is found by halving.
  static long sequenceOf(ReadTx tx, EndpointId endpoint, long id) {
    long low =
        tx.find(FIRST_SEQUENCE, row -> row.findLong(1), endpoint.value()).orElseThrow().orElse(1L);
    long high = DeliveryTable.last(tx, endpoint) + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (idBelow(tx, endpoint, middle + 1) >= id) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// The id of an endpoint's newest delivery below `sequence`, or 0 when there is none.
  static long idBelow(ReadTx tx, EndpointId endpoint, long sequence) {
    return tx.find(ID_BELOW, row -> row.longAt(1), endpoint.value(), sequence).orElse(0L);
  }

  private static DeliveryEntry entry(Row row) {
    return new DeliveryEntry(
        new DeliveryId(row.longAt(1)),
        new EndpointId(row.longAt(2)),
        row.longAt(3),
        Words.read(Origin.class, row.text(4)),
        Words.read(DeliveryState.class, row.text(5)),
        row.intAt(6),
        EventTable.headAt(row, 7));
  }

  private static FeedItem feedItem(Row row) {
    return new FeedItem(
        new DeliveryId(row.longAt(1)),
        row.longAt(2),
        Words.read(Origin.class, row.text(3)),
        Words.read(DeliveryState.class, row.text(4)),
        EventTable.at(row, 5));
  }
}
