package io.fleetwire.testkit;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a {@link MemoryEngineStore} remembers of all deliveries, and its replays. Guarded by the
/// store's lock.
final class MemoryLogTables {
  private final MemoryTables tables;
  private final Map<EndpointId, NavigableMap<Long, Row>> rows = new HashMap<>();
  private final Map<DeliveryId, Row> byId = new HashMap<>();
  private final Map<DeliveryId, DeliveryState> ended = new HashMap<>();
  private final NavigableMap<ReplayId, Replay> replays =
      new TreeMap<>(Comparator.comparingLong(ReplayId::value));

  MemoryLogTables(MemoryTables tables) {
    this.tables = tables;
  }

  /// A delivery as it was enqueued.
  record Row(NewDelivery made, long sequence) {
    Delivery delivery() {
      return made.at(sequence);
    }
  }

  long last(EndpointId endpoint) {
    NavigableMap<Long, Row> log = log(endpoint);
    return log.isEmpty() ? 0 : log.lastKey();
  }

  void add(Row row) {
    rows.computeIfAbsent(row.made().endpoint(), _ -> new TreeMap<>()).put(row.sequence(), row);
    byId.put(row.made().id(), row);
    tables.used(row.made().id().value());
  }

  void drop(Row row) {
    log(row.made().endpoint()).remove(row.sequence());
    byId.remove(row.made().id());
  }

  /// An endpoint's deliveries by their sequence numbers.
  NavigableMap<Long, Row> log(EndpointId endpoint) {
    return rows.getOrDefault(endpoint, new TreeMap<>());
  }

  /// All deliveries of all endpoints.
  Stream<Row> all() {
    return rows.values().stream().flatMap(log -> log.values().stream());
  }

  void end(DeliveryId id, DeliveryState how) {
    ended.put(id, how);
  }

  void endNoMore(DeliveryId id) {
    ended.remove(id);
  }

  Optional<DeliveryEntry> find(DeliveryId id) {
    return Optional.ofNullable(byId.get(id)).flatMap(this::entry);
  }

  /// Absent when its event is no longer kept.
  Optional<DeliveryEntry> entry(Row row) {
    NewDelivery made = row.made();
    return tables
        .findEvent(made.event().id())
        .map(
            event ->
                new DeliveryEntry(
                    made.id(),
                    made.endpoint(),
                    row.sequence(),
                    made.origin(),
                    state(row),
                    tables.attempts(made.id()).size(),
                    event.head()));
  }

  private DeliveryState state(Row row) {
    List<Settlement> attempts = tables.attempts(row.made().id());
    Optional<DeliveryState> byAttempt =
        attempts.isEmpty() ? Optional.empty() : endedBy(attempts.getLast().next());
    return byAttempt.orElseGet(() -> stateWithoutEnd(row));
  }

  private DeliveryState stateWithoutEnd(Row row) {
    boolean isPending =
        !tables.isRemoved(row.made().endpoint()) && tables.isOutstanding(row.delivery());
    return isPending
        ? DeliveryState.PENDING
        : ended.getOrDefault(row.made().id(), DeliveryState.CANCELLED);
  }

  private static Optional<DeliveryState> endedBy(NextStep next) {
    return switch (next) {
      case NextStep.Delivered() -> Optional.of(DeliveryState.DELIVERED);
      case NextStep.RetryAt _ -> Optional.empty();
      case NextStep.GiveUp(NextStep.Reason reason) ->
          switch (reason) {
            case EXHAUSTED -> Optional.of(DeliveryState.EXHAUSTED);
            case REFUSED -> Optional.of(DeliveryState.REFUSED);
            case SUPERSEDED -> Optional.of(DeliveryState.SUPERSEDED);
            case REMOVED -> Optional.of(DeliveryState.CANCELLED);
          };
    };
  }

  List<AttemptEntry> attempts(DeliveryId id) {
    return tables.attempts(id).stream()
        .map(made -> new AttemptEntry(made.number(), made.startedAt(), made.sent(), made.next()))
        .toList();
  }

  void put(Replay replay) {
    replays.put(replay.id(), replay);
    tables.used(replay.id().value());
  }

  void dropReplay(ReplayId id) {
    replays.remove(id);
  }

  Optional<Replay> findReplay(ReplayId id) {
    return Optional.ofNullable(replays.get(id));
  }

  /// All replays, oldest first.
  List<Replay> replays() {
    return new ArrayList<>(replays.values());
  }
}
