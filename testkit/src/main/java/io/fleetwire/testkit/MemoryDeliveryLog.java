package io.fleetwire.testkit;

import io.fleetwire.engine.AttemptBrief;
import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.Delivery;
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
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The log of a {@link MemoryEngineStore}. It looks at all of it each time. Thread-safe.
final class MemoryDeliveryLog implements DeliveryLog {
  private final MemoryTables tables;
  private final Lock lock;

  MemoryDeliveryLog(MemoryTables tables, Lock lock) {
    this.tables = tables;
    this.lock = lock;
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  private MemoryLogTables log() {
    return tables.log();
  }

  @Override
  public Optional<DeliveryEntry> find(DeliveryId id) {
    return locked(() -> log().find(id));
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    return locked(() -> tables.findEvent(id));
  }

  @Override
  public DeliveryPage list(DeliveryQuery query, LogCursor cursor, int limit) {
    mustBePage(limit);
    List<DeliveryEntry> found =
        locked(
            () ->
                log()
                    .all()
                    .filter(row -> row.made().id().value() < cursor.below())
                    .map(log()::entry)
                    .flatMap(Optional::stream)
                    .filter(query::matches)
                    .sorted(Comparator.comparingLong(MemoryDeliveryLog::idOf).reversed())
                    .limit(limit)
                    .toList());
    return new DeliveryPage(
        found, found.size() < limit ? LogCursor.END : new LogCursor(idOf(found.getLast())));
  }

  private static long idOf(DeliveryEntry entry) {
    return entry.id().value();
  }

  @Override
  public List<AttemptEntry> attempts(DeliveryId id) {
    return locked(() -> log().attempts(id));
  }

  @Override
  public FeedPage feed(EndpointId endpoint, long after, int limit) {
    mustBePage(limit);
    return locked(
        () -> {
          List<DeliveryEntry> entries =
              entries(log().log(endpoint).tailMap(after, false).values(), limit + 1);
          List<FeedItem> items = entries.stream().limit(limit).map(this::item).toList();
          long last = items.isEmpty() ? after : items.getLast().sequence();
          return new FeedPage(items, last, entries.size() > limit);
        });
  }

  private FeedItem item(DeliveryEntry entry) {
    Event event = tables.event(entry.event().id());
    return new FeedItem(entry.id(), entry.sequence(), entry.origin(), entry.state(), event);
  }

  @Override
  public List<DeliveryEntry> listAfter(EndpointId endpoint, long after, long until, int limit) {
    return locked(
        () ->
            until <= after
                ? List.of()
                : entries(log().log(endpoint).subMap(after, false, until, true).values(), limit));
  }

  private List<DeliveryEntry> entries(Collection<MemoryLogTables.Row> rows, int limit) {
    return rows.stream().map(log()::entry).flatMap(Optional::stream).limit(limit).toList();
  }

  @Override
  public long lastSequence(EndpointId endpoint) {
    return locked(() -> log().last(endpoint));
  }

  @Override
  public int countOutstanding(EndpointId endpoint, int limit) {
    return (int) locked(() -> Math.min(limit, outstanding(endpoint).size()));
  }

  private List<DeliveryId> outstanding(EndpointId endpoint) {
    Stream<Delivery> following = tables.following().stream().map(Ready::delivery);
    return Stream.of(tables.held().stream(), tables.waiting(endpoint).stream(), following)
        .flatMap(some -> some)
        .filter(delivery -> delivery.endpoint().equals(endpoint))
        .map(Delivery::id)
        .sorted(Comparator.comparingLong(DeliveryId::value))
        .toList();
  }

  @Override
  public EndpointSummary summary(EndpointId endpoint) {
    return locked(
        () -> {
          List<DeliveryId> outstanding = outstanding(endpoint);
          return new EndpointSummary(
              Math.min(outstanding.size(), EndpointSummary.OUTSTANDING_MAX),
              outstanding.isEmpty() ? Instant.MIN : Ids.timeOf(outstanding.getFirst().value()),
              newest(endpoint, true),
              newest(endpoint, false));
        });
  }

  @Override
  public Map<EndpointId, Backlog> backlogs(Set<EndpointId> endpoints, int limit) {
    Map<EndpointId, Backlog> found = new HashMap<>();
    locked(() -> endpoints.stream().collect(Collectors.toMap(id -> id, this::outstanding)))
        .forEach(
            (id, some) -> {
              if (!some.isEmpty()) {
                Instant oldest = Ids.timeOf(some.getFirst().value());
                found.put(id, new Backlog(Math.min(limit, some.size()), oldest));
              }
            });
    return found;
  }

  @Override
  public List<AttemptBrief> newestAttempts(EndpointId endpoint) {
    return locked(
        () ->
            log().log(endpoint).descendingMap().values().stream()
                .limit(BRIEFS_MAX)
                .flatMap(row -> log().attempts(row.made().id()).stream())
                .limit(BRIEFS_MAX)
                .map(MemoryDeliveryLog::brief)
                .toList());
  }

  private static AttemptBrief brief(AttemptEntry attempt) {
    return new AttemptBrief(
        attempt.startedAt(),
        attempt.sent().timeline().total(),
        attempt.next() instanceof NextStep.Delivered,
        attempt.sent().outcome() instanceof Outcome.Answered);
  }

  private Instant newest(EndpointId endpoint, boolean delivered) {
    return log().log(endpoint).values().stream()
        .flatMap(row -> log().attempts(row.made().id()).stream())
        .filter(attempt -> attempt.next() instanceof NextStep.Delivered == delivered)
        .map(AttemptEntry::startedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  @Override
  public List<Replay> listReplays(OrganizationId organization, ReplayId below, int limit) {
    mustBePage(limit);
    return locked(
        () ->
            log().replays().reversed().stream()
                .filter(replay -> replay.organization().equals(organization))
                .filter(replay -> replay.id().value() < below.value())
                .limit(limit)
                .toList());
  }

  private static void mustBePage(int limit) {
    Must.hold(limit >= 1 && limit <= PAGE_MAX, "a page has 1 to 200 entries");
  }
}
