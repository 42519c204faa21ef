package io.fleetwire.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has become of everything that was accepted, as long as it is kept: for people who look
/// something up, and for receivers who would rather ask than be told. It reads beside the writer
/// and changes nothing. Each call looks at a bounded part. Thread-safe.
public interface DeliveryLog {
  /// A screen or two; whoever wants all of it turns pages.
  int PAGE_MAX = 200;

  /// As many endpoints as an organization has.
  int BACKLOGS_MAX = 1_000;

  /// Enough for a percentile that one bad attempt does not make.
  int BRIEFS_MAX = 500;

  /// One delivery, as long as its event is kept.
  Optional<DeliveryEntry> find(DeliveryId id);

  /// An event with its payload.
  Optional<Event> findEvent(EventId id);

  /// Up to `limit` deliveries that `query` asks for, newest first, beginning at `cursor`.
  DeliveryPage list(DeliveryQuery query, LogCursor cursor, int limit);

  /// How many deliveries `query` asks for, counted up to `limit`, page by page: what is made
  /// meanwhile is not counted.
  default DeliveryCount count(DeliveryQuery query, int limit) {
    long found = 0;
    LogCursor cursor = LogCursor.START;
    while (!cursor.isEnd() && found < limit) {
      DeliveryPage page = list(query, cursor, PAGE_MAX);
      found += page.entries().size();
      cursor = page.next();
    }
    return new DeliveryCount(Math.min(found, limit), cursor.isEnd() && found <= limit);
  }

  /// The attempts of a delivery, oldest first.
  List<AttemptEntry> attempts(DeliveryId id);

  /// Up to `limit` deliveries of an endpoint after sequence number `after`, oldest first.
  FeedPage feed(EndpointId endpoint, long after, int limit);

  /// Deliveries of an endpoint without payloads after sequence number `after`, oldest first, up to
  /// `until` and up to `limit`. What {@link ReplayPump} goes by.
  List<DeliveryEntry> listAfter(EndpointId endpoint, long after, long until, int limit);

  /// The greatest sequence number of an endpoint, or 0.
  long lastSequence(EndpointId endpoint);

  /// How many deliveries of an endpoint are outstanding, counted up to `limit`.
  int countOutstanding(EndpointId endpoint, int limit);

  /// How an endpoint is doing.
  EndpointSummary summary(EndpointId endpoint);

  /// What is outstanding for each of these endpoints, counted up to `limit` for each one; endpoints
  /// for which nothing is are absent. For at most {@link #BACKLOGS_MAX} endpoints that exist.
  Map<EndpointId, Backlog> backlogs(Set<EndpointId> endpoints, int limit);

  /// The attempts of the newest deliveries of an endpoint, as far as they were made; no more than
  /// {@link #BRIEFS_MAX} of them, and in no order.
  List<AttemptBrief> newestAttempts(EndpointId endpoint);

  /// Up to `limit` replays of an organization, newest first, that are older than `below`.
  List<Replay> listReplays(OrganizationId organization, ReplayId below, int limit);

  /// A replay of that organization, with its progress.
  default Optional<Replay> findReplay(OrganizationId organization, ReplayId id) {
    return listReplays(organization, new ReplayId(id.value() + 1), 1).stream()
        .filter(replay -> replay.id().equals(id))
        .findFirst();
  }
}
