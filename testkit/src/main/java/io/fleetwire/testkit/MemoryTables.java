package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a {@link MemoryEngineStore} holds. Guarded by the store's lock. Each change can be undone by
/// the opposite one.
final class MemoryTables {
  private static final Comparator<Delivery> LONGEST_DUE_FIRST =
      Comparator.comparing(Delivery::dueAt).thenComparingLong(delivery -> delivery.id().value());

  private final Map<EventId, Event> events = new HashMap<>();
  private final Map<DeliveryId, Delivery> held = new HashMap<>();
  private final Map<EndpointId, NavigableSet<Delivery>> waiting = new TreeMap<>(byValue());
  private final Map<DeliveryId, List<Settlement>> attempts = new HashMap<>();
  private final Set<EndpointId> removed = new HashSet<>();
  private long highestId;

  private static Comparator<EndpointId> byValue() {
    return Comparator.comparingLong(EndpointId::value);
  }

  void append(Event event) {
    Must.hold(events.putIfAbsent(event.id(), event) == null, "the id of an event is new");
    used(event.id().value());
  }

  void dropEvent(Event event) {
    events.remove(event.id());
  }

  Event event(EventId id) {
    return Optional.ofNullable(events.get(id))
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

  /// What waits for `endpoint`, the longest due first.
  NavigableSet<Delivery> waiting(EndpointId endpoint) {
    return waiting.getOrDefault(endpoint, new TreeSet<>(LONGEST_DUE_FIRST));
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

  List<Settlement> attempts(DeliveryId delivery) {
    return attempts.getOrDefault(delivery, List.of());
  }

  void markRemoved(EndpointId endpoint) {
    removed.add(endpoint);
  }

  void unmarkRemoved(EndpointId endpoint) {
    removed.remove(endpoint);
  }

  boolean isRemoved(EndpointId endpoint) {
    return removed.contains(endpoint);
  }

  /// Notes an id. Undoing leaves it noted: an id that was nearly used may as well be skipped.
  void used(long id) {
    highestId = Math.max(highestId, id);
  }

  long highestId() {
    return highestId;
  }

  int outstanding() {
    return held.size() + waiting.values().stream().mapToInt(Set::size).sum();
  }
}
