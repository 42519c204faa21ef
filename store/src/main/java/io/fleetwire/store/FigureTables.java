package io.fleetwire.store;

import io.fleetwire.engine.AttemptBrief;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Figures of endpoints, each from a bounded part of the tables.
final class FigureTables {
  /// What waits is in the order of its due times, not of its age. The oldest is nearly always at
  /// one of the two ends: it was never tried, and has been due longest, or it has been tried most
  /// often, and waits longest.
  private static final int LOOKED_FOR_OLDEST = 20;

  // What is held is as small as a scheduler's memory: to look which rows are wanted costs more than
  // to count them all.
  static final String HELD =
      "SELECT endpoint_id, count(*), min(delivery_id) FROM held_delivery GROUP BY endpoint_id";
  static final String NOT_HELD =
      """
      SELECT CAST(wanted.value AS BIGINT),
        (SELECT count(*) FROM (
          SELECT 1 FROM waiting_delivery WHERE endpoint_id = CAST(wanted.value AS BIGINT) LIMIT ?)),
        (SELECT min(delivery_id) FROM (
          SELECT delivery_id FROM waiting_delivery WHERE endpoint_id = CAST(wanted.value AS BIGINT)
          ORDER BY due_at LIMIT ?)),
        (SELECT min(delivery_id) FROM (
          SELECT delivery_id FROM waiting_delivery WHERE endpoint_id = CAST(wanted.value AS BIGINT)
          ORDER BY due_at DESC LIMIT ?)),
        (SELECT count(*) FROM (
          SELECT 1 FROM following_delivery
          WHERE endpoint_id = CAST(wanted.value AS BIGINT) LIMIT ?))
      FROM json_each(?) AS wanted
      """;
  static final String NEWEST_ATTEMPTS =
      """
      SELECT attempt.started_at, attempt.total_micros, attempt.next = 'delivered',
             attempt.outcome = 'answered'
      FROM (SELECT delivery_id FROM delivery WHERE endpoint_id = ?
            ORDER BY sequence DESC LIMIT ?) AS newest
      CROSS JOIN attempt
      WHERE attempt.delivery_id = newest.delivery_id
      LIMIT ?
      """;

  private FigureTables() {}

  static Map<EndpointId, Backlog> backlogs(ReadTx tx, Set<EndpointId> endpoints, int limit) {
    String wanted = EndpointList.of(endpoints);
    Map<EndpointId, Backlog> found = new HashMap<>();
    tx.list(HELD, row -> noteHeld(found, row, limit));
    found.keySet().retainAll(endpoints);
    tx.list(
        NOT_HELD,
        row -> noteNotHeld(found, row, limit),
        limit,
        LOOKED_FOR_OLDEST,
        LOOKED_FOR_OLDEST,
        limit,
        wanted);
    return found;
  }

  private static boolean noteHeld(Map<EndpointId, Backlog> found, Row row, int limit) {
    long count = Math.min(limit, row.longAt(2));
    Instant oldest = Ids.timeOf(row.longAt(3));
    return found.put(new EndpointId(row.longAt(1)), new Backlog(count, oldest)) == null;
  }

  // Who follows is younger than the one it follows, so it need not be asked for its age.
  private static boolean noteNotHeld(Map<EndpointId, Backlog> found, Row row, int limit) {
    long count = row.longAt(2) + row.longAt(5);
    if (count == 0) {
      return false;
    }
    EndpointId id = new EndpointId(row.longAt(1));
    Backlog held = found.getOrDefault(id, new Backlog(0, Instant.MAX));
    long waiting =
        Math.min(row.findLong(3).orElse(Long.MAX_VALUE), row.findLong(4).orElse(Long.MAX_VALUE));
    Instant oldest = waiting == Long.MAX_VALUE ? held.oldest() : earlier(held, waiting);
    found.put(id, new Backlog(Math.min(limit, held.outstanding() + count), oldest));
    return true;
  }

  private static Instant earlier(Backlog held, long waiting) {
    Instant at = Ids.timeOf(waiting);
    return at.isBefore(held.oldest()) ? at : held.oldest();
  }

  static AttemptBrief brief(Row row) {
    return new AttemptBrief(
        row.instant(1),
        Duration.ofNanos(row.longAt(2) * 1_000),
        row.booleanAt(3),
        row.booleanAt(4));
  }
}
