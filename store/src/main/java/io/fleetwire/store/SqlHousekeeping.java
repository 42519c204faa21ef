package io.fleetwire.store;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.Housekeeping;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Ready;
import io.fleetwire.store.DeliveryTable.Place;
import io.fleetwire.store.LineTables.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The end of things inside one unit of work.
record SqlHousekeeping(WriteTx tx) implements Housekeeping {
  static final String OLD_FOLLOWING =
      """
      SELECT delivery_id, endpoint_id, sequence FROM following_delivery
      WHERE delivery_id < ? ORDER BY delivery_id LIMIT ?
      """;

  // The left join is for the assertion: an event that is missing is a bug, not an empty queue.
  static final String OLD_WAITING =
      """
      SELECT waiting.delivery_id, waiting.endpoint_id, waiting.sequence, waiting.ordering, %s
      FROM waiting_delivery AS waiting LEFT JOIN event ON event.event_id = waiting.event_id
      WHERE waiting.delivery_id < ? ORDER BY waiting.delivery_id LIMIT ?
      """
          .formatted(EventTable.HEAD_COLUMNS);

  private record Old(Place place, Ordering ordering, EventHead event) {}

  @Override
  public Expired expire(DeliveryId below, int limit) {
    // Those first who stand behind, so that fewer move up only to expire.
    List<Place> following = tx.list(OLD_FOLLOWING, QueueTables::place, below.value(), limit);
    following.forEach(old -> LineTables.endFollowing(tx, old, DeliveryState.EXPIRED));
    List<Old> waiting =
        tx.list(OLD_WAITING, SqlHousekeeping::old, below.value(), limit - following.size());
    Set<EndpointId> promoted = new HashSet<>();
    for (Old old : waiting) {
      QueueTables.endWaiting(tx, old.place(), DeliveryState.EXPIRED);
      promote(old).ifPresent(promoted::add);
    }
    return new Expired(following.size() + waiting.size(), promoted);
  }

  private static Old old(Row row) {
    return new Old(QueueTables.place(row), Words.ordering(row.intAt(4)), EventTable.headAt(row, 5));
  }

  // The lines of a removed endpoint are swept by themselves.
  private Optional<EndpointId> promote(Old old) {
    EndpointId endpoint = old.place().endpoint();
    if (!old.ordering().hasLines() || EndpointTable.isRemoved(tx, endpoint)) {
      return Optional.empty();
    }
    Line line = Line.of(endpoint, old.ordering(), old.event());
    Optional<Ready> next = LineTables.succeed(tx, line, old.ordering(), old.place().id());
    next.ifPresent(ready -> QueueTables.await(tx, ready.delivery()));
    return next.map(_ -> endpoint);
  }

  @Override
  public ForgetPlace forget(ForgetPlace from, long below, int limit) {
    return new ForgetTables(tx, below, limit).go(from);
  }
}
