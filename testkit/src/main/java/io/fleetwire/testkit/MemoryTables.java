package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a {@link MemoryEngineStore} holds. Guarded by the store's lock. Each change can be undone
/// by the opposite one.
final class MemoryTables {
  private static final Comparator<Delivery> LONGEST_DUE_FIRST =
      Comparator.comparing(Delivery::dueAt).thenComparingLong(delivery -> delivery.id().value());

  private final Map<EventId, Event> events = new HashMap<>();
  private final Map<DeliveryId, Delivery> held = new HashMap<>();
  private final Map<EndpointId, NavigableSet<Delivery>> waiting = new TreeMap<>(byValue());
  private final Map<DeliveryId, List<Settlement>> attempts = new HashMap<>();
  private final Map<Line, Deque<Ready>> lines = new HashMap<>();
  private final Set<EndpointId> removed = new HashSet<>();
  private final MemoryLogTables log = new MemoryLogTables(this);
  private long highestId;

  /// The deliveries to one endpoint that keep their order: those of one subject, or of one subject
  /// and type of which only the latest matters.
  record Line(EndpointId endpoint, Ordering ordering, Subject subject, Optional<EventType> type) {
    static Line of(Delivery delivery, Event event) {
      boolean isByType = delivery.ordering() == Ordering.LATEST;
      return new Line(
          delivery.endpoint(),
          delivery.ordering(),
          event.subject(),
          isByType ? Optional.of(event.type()) : Optional.empty());
    }
  }

  private static Comparator<EndpointId> byValue() {
    return Comparator.comparingLong(EndpointId::value);
  }

  /// Every delivery, and the replays.
  MemoryLogTables log() {
    return log;
  }

  void append(Event event) {
    Must.hold(events.putIfAbsent(event.id(), event) == null, "the id of an event is new");
    used(event.id().value());
  }

  void dropEvent(Event event) {
    events.remove(event.id());
  }

  Optional<Event> findEvent(EventId id) {
    return Optional.ofNullable(events.get(id));
  }

  Event event(EventId id) {
    return findEvent(id)
        .orElseThrow(() -> new AssertionError("a delivery's event has been appended"));
  }

  void hold(Delivery delivery) {
    Must.hold(held.putIfAbsent(delivery.id(), delivery) == null, "a delivery is held once");
    used(delivery.id().value());
  }

  void letGo(Delivery delivery) {
    held.remove(delivery.id());
  }

  Optional<Delivery> findHeld(DeliveryId id) {
    return Optional.ofNullable(held.get(id));
  }

  List<Delivery> held() {
    return List.copyOf(held.values());
  }

  void await(Delivery delivery) {
    boolean added =
        waiting
            .computeIfAbsent(delivery.endpoint(), _ -> new TreeSet<>(LONGEST_DUE_FIRST))
            .add(delivery);
    Must.hold(added, "a delivery waits once");
    used(delivery.id().value());
  }

  void awaitNoMore(Delivery delivery) {
    NavigableSet<Delivery> of = waiting.get(delivery.endpoint());
    Must.hold(of != null && of.remove(delivery), "a delivery that waited was waiting");
    if (of != null && of.isEmpty()) {
      waiting.remove(delivery.endpoint());
    }
  }

  /// The line in which `ready` stands, the oldest first. Only those join it whose ordering has
  /// lines.
  Deque<Ready> line(Ready ready) {
    return lines.computeIfAbsent(Line.of(ready.delivery(), ready.event()), _ -> new ArrayDeque<>());
  }

  /// Whether a delivery is held, waiting, or in a line.
  boolean isOutstanding(Delivery delivery) {
    return held.containsKey(delivery.id())
        || findWaiting(delivery).isPresent()
        || isInLine(delivery);
  }

  Optional<Delivery> findWaiting(Delivery delivery) {
    return waiting(delivery.endpoint()).stream()
        .filter(other -> other.id().equals(delivery.id()))
        .findFirst();
  }

  private boolean isInLine(Delivery delivery) {
    Event event = events.get(delivery.event());
    return event != null
        && delivery.ordering().hasLines()
        && lines.getOrDefault(Line.of(delivery, event), new ArrayDeque<>()).stream()
            .anyMatch(ready -> ready.delivery().id().equals(delivery.id()));
  }

  /// What waits for `endpoint`, the longest due first.
  NavigableSet<Delivery> waiting(EndpointId endpoint) {
    return waiting.getOrDefault(endpoint, new TreeSet<>(LONGEST_DUE_FIRST));
  }

  /// All that waits.
  List<Delivery> waiting() {
    return waiting.values().stream().flatMap(Set::stream).toList();
  }

  /// All who stand behind another one.
  List<Ready> following() {
    return lines.values().stream().flatMap(line -> line.stream().skip(1)).toList();
  }

  List<Event> events() {
    return List.copyOf(events.values());
  }

  /// The endpoints for which something waits.
  Set<EndpointId> waitedFor() {
    return Set.copyOf(waiting.keySet());
  }

  void record(Settlement settlement) {
    attempts
        .computeIfAbsent(settlement.ready().delivery().id(), _ -> new ArrayList<>())
        .add(settlement);
  }

  void dropLastAttempt(DeliveryId delivery) {
    attempts(delivery).removeLast();
  }

  void dropAttempts(DeliveryId delivery) {
    attempts.remove(delivery);
  }

  List<Settlement> attempts(DeliveryId delivery) {
    return attempts.getOrDefault(delivery, List.of());
  }

  void markRemoved(EndpointId endpoint) {
    removed.add(endpoint);
  }

  /// Forgets the lines of an endpoint, and returns them.
  Map<Line, Deque<Ready>> dropLines(EndpointId endpoint) {
    Map<Line, Deque<Ready>> dropped = new HashMap<>(lines);
    dropped.keySet().removeIf(line -> !line.endpoint().equals(endpoint));
    lines.keySet().removeAll(dropped.keySet());
    return dropped;
  }

  void restoreLines(Map<Line, Deque<Ready>> dropped) {
    lines.putAll(dropped);
  }

  void unmarkRemoved(EndpointId endpoint) {
    removed.remove(endpoint);
  }

  boolean isRemoved(EndpointId endpoint) {
    return removed.contains(endpoint);
  }

  /// Every attempt of every delivery.
  List<Settlement> attempts() {
    return attempts.values().stream().flatMap(List::stream).toList();
  }

  /// Notes an id. Undoing leaves it noted: an id that was nearly used may as well be skipped.
  void used(long id) {
    highestId = Math.max(highestId, id);
  }

  long highestId() {
    return highestId;
  }

  int outstanding() {
    int standing = lines.values().stream().mapToInt(line -> Math.max(0, line.size() - 1)).sum();
    return held.size() + waiting.values().stream().mapToInt(Set::size).sum() + standing;
  }
}
