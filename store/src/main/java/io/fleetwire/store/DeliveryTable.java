package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The tables `delivery` and `ended_delivery`: every delivery in the order of its endpoint, and how
/// those ended that no attempt has ended.
final class DeliveryTable {
  static final String LAST = "SELECT max(sequence) FROM delivery WHERE endpoint_id = ?";
  static final String LAST_OF_MANY =
      """
      SELECT CAST(value AS BIGINT),
             coalesce((SELECT max(sequence) FROM delivery
                       WHERE endpoint_id = CAST(value AS BIGINT)), 0)
      FROM json_each(?)
      """;
  static final String APPEND =
      """
      INSERT INTO delivery (endpoint_id, sequence, delivery_id, event_id, origin)
      VALUES (?, ?, ?, ?, ?)
      """;
  static final String END =
      "INSERT INTO ended_delivery (delivery_id, endpoint_id, sequence, how) VALUES (?, ?, ?, ?)";

  private DeliveryTable() {}

  /// The greatest sequence number of an endpoint, or 0. One seek, however many there are.
  static long last(ReadTx tx, EndpointId endpoint) {
    return tx.find(LAST, row -> row.findLong(1), endpoint.value()).orElseThrow().orElse(0L);
  }

  /// The same of many endpoints.
  static Map<EndpointId, Long> last(ReadTx tx, Set<EndpointId> endpoints) {
    Map<EndpointId, Long> last = new HashMap<>();
    tx.list(
        LAST_OF_MANY,
        row -> last.put(new EndpointId(row.longAt(1)), row.longAt(2)) == null,
        EndpointList.of(endpoints));
    return last;
  }

  /// Gives a delivery the next place of its endpoint.
  static Delivery append(WriteTx tx, Sequences sequences, NewDelivery delivery) {
    long sequence = sequences.next(tx, delivery.endpoint());
    tx.change(
        APPEND,
        delivery.endpoint().value(),
        sequence,
        delivery.id().value(),
        delivery.event().id().value(),
        word(delivery.origin()));
    if (delivery.origin().isAgain()) {
      tx.update(ForgetTables.REVIVE, delivery.event().id().value(), delivery.id().value());
    }
    return delivery.at(sequence);
  }

  // Once for each delivery, so it makes no text.
  private static String word(Origin origin) {
    return switch (origin) {
      case EVENT -> "event";
      case REDELIVERY -> "redelivery";
      case REPLAY -> "replay";
      case TEST -> "test";
    };
  }

  /// Notes that a delivery has ended without an attempt that says so.
  static void end(WriteTx tx, Place place, DeliveryState how) {
    tx.change(END, place.id().value(), place.endpoint().value(), place.sequence(), Words.of(how));
  }

  static Place placeOf(Delivery delivery) {
    return new Place(delivery.id(), delivery.endpoint(), delivery.sequence());
  }

  /// Which delivery, and where it stands in the log.
  record Place(DeliveryId id, EndpointId endpoint, long sequence) {}

  /// A part of an endpoint's log: what comes after one sequence number, up to another.
  record Range(EndpointId endpoint, long after, long until) {}
}
