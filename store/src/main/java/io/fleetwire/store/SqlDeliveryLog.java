package io.fleetwire.store;

import io.fleetwire.engine.AttemptBrief;
import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointSummary;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.FeedItem;
import io.fleetwire.engine.FeedPage;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The log in SQL tables, read beside the writer. Thread-safe.
final class SqlDeliveryLog implements DeliveryLog {
  /// Payloads in one page of a feed: a page is held in memory, and sent in one answer. A payload
  /// that is larger by itself comes alone.
  static final long FEED_BYTES_MAX = 4L << 20;

  static final String ENDPOINTS_OF =
      """
      SELECT endpoint_id FROM endpoint WHERE organization_id = ?
      UNION ALL SELECT endpoint_id FROM removed_endpoint WHERE organization_id = ?
      """;

  // The scan is of what a scheduler has in memory.
  static final String OUTSTANDING =
      """
      SELECT count(*), min(delivery_id) FROM (
        SELECT delivery_id FROM held_delivery WHERE endpoint_id = ?
        UNION ALL SELECT * FROM (
          SELECT delivery_id FROM waiting_delivery WHERE endpoint_id = ? LIMIT ?)
        UNION ALL SELECT * FROM (
          SELECT delivery_id FROM following_delivery WHERE endpoint_id = ? LIMIT ?))
      """;

  /// How far back the newest success and failure of an endpoint are looked for.
  private static final int SUMMARY_DELIVERIES = 500;

  static final String NEWEST_ATTEMPTS =
      """
      SELECT max(CASE WHEN attempt.next = 'delivered' THEN attempt.started_at END),
             max(CASE WHEN attempt.next <> 'delivered' THEN attempt.started_at END)
      FROM (SELECT delivery_id FROM delivery WHERE endpoint_id = ?
            ORDER BY sequence DESC LIMIT ?) AS newest
      CROSS JOIN attempt
      WHERE attempt.delivery_id = newest.delivery_id
      """;

  private final Database database;

  SqlDeliveryLog(Database database) {
    this.database = database;
  }

  @Override
  public Optional<DeliveryEntry> find(DeliveryId id) {
    return database.read(tx -> LogTables.find(tx, id));
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    return database.read(tx -> EventTable.find(tx, id));
  }

  @Override
  public DeliveryPage list(DeliveryQuery query, LogCursor cursor, int limit) {
    mustBePage(limit);
    return database.read(tx -> new LogWalk(tx, query).page(endpointsOf(tx, query), cursor, limit));
  }

  // Whose they are is told by their events, so it need not be asked here.
  private static Set<EndpointId> endpointsOf(ReadTx tx, DeliveryQuery query) {
    if (!query.endpoints().isEmpty()) {
      return query.endpoints();
    }
    long organization = query.organization().value();
    return Set.copyOf(
        tx.list(ENDPOINTS_OF, row -> new EndpointId(row.longAt(1)), organization, organization));
  }

  @Override
  public List<AttemptEntry> attempts(DeliveryId id) {
    return database.read(tx -> AttemptRows.of(tx, id));
  }

  @Override
  public FeedPage feed(EndpointId endpoint, long after, int limit) {
    mustBePage(limit);
    return database.read(
        tx -> {
          List<Integer> sizes = LogTables.feedSizes(tx, endpoint, after, limit + 1);
          int fitting = fitting(sizes, limit);
          List<FeedItem> items = LogTables.feed(tx, endpoint, after, fitting);
          long last = items.isEmpty() ? after : items.getLast().sequence();
          return new FeedPage(items, last, sizes.size() > fitting);
        });
  }

  private static int fitting(List<Integer> sizes, int limit) {
    long bytes = 0;
    int count = 0;
    while (count < Math.min(limit, sizes.size())
        && (count == 0 || bytes + sizes.get(count) <= FEED_BYTES_MAX)) {
      bytes += sizes.get(count++);
    }
    return count;
  }

  @Override
  public List<DeliveryEntry> listAfter(EndpointId endpoint, long after, long until, int limit) {
    return database.read(
        tx -> LogTables.after(tx, new DeliveryTable.Range(endpoint, after, until), limit));
  }

  @Override
  public long lastSequence(EndpointId endpoint) {
    return database.read(tx -> DeliveryTable.last(tx, endpoint));
  }

  @Override
  public int countOutstanding(EndpointId endpoint, int limit) {
    return (int) database.read(tx -> outstanding(tx, endpoint, limit)).count();
  }

  private record Outstanding(long count, Instant oldest) {}

  private static Outstanding outstanding(ReadTx tx, EndpointId endpoint, int limit) {
    if (EndpointTable.isRemoved(tx, endpoint)) {
      return new Outstanding(0, Instant.MIN);
    }
    long id = endpoint.value();
    return tx.find(
            OUTSTANDING,
            row ->
                new Outstanding(
                    Math.min(row.longAt(1), limit),
                    row.findLong(2).map(Ids::timeOf).orElse(Instant.MIN)),
            id,
            id,
            limit,
            id,
            limit)
        .orElseThrow();
  }

  @Override
  public EndpointSummary summary(EndpointId endpoint) {
    return database.read(
        tx -> {
          Outstanding outstanding = outstanding(tx, endpoint, EndpointSummary.OUTSTANDING_MAX);
          return tx.find(
                  NEWEST_ATTEMPTS,
                  row ->
                      new EndpointSummary(
                          outstanding.count(),
                          outstanding.oldest(),
                          row.findInstant(1).orElse(Instant.MIN),
                          row.findInstant(2).orElse(Instant.MIN)),
                  endpoint.value(),
                  SUMMARY_DELIVERIES)
              .orElseThrow();
        });
  }

  @Override
  public Map<EndpointId, Backlog> backlogs(Set<EndpointId> endpoints, int limit) {
    Must.hold(endpoints.size() <= BACKLOGS_MAX, "backlogs of at most 1,000 endpoints at a time");
    return database.read(tx -> FigureTables.backlogs(tx, endpoints, limit));
  }

  @Override
  public List<AttemptBrief> newestAttempts(EndpointId endpoint) {
    return database.read(
        tx ->
            tx.list(
                FigureTables.NEWEST_ATTEMPTS,
                FigureTables::brief,
                endpoint.value(),
                BRIEFS_MAX,
                BRIEFS_MAX));
  }

  @Override
  public List<Replay> listReplays(OrganizationId organization, ReplayId below, int limit) {
    mustBePage(limit);
    return database.read(tx -> ReplayTable.list(tx, organization, below, limit));
  }

  private static void mustBePage(int limit) {
    Must.hold(limit >= 1 && limit <= PAGE_MAX, "a page has 1 to 200 entries");
  }
}
