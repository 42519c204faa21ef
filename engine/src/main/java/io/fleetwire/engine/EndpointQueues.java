package io.fleetwire.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The scheduler's queues, one per endpoint, and what is known of their endpoints. Confined to the
/// scheduler's lock.
final class EndpointQueues {
  private final Map<EndpointId, EndpointQueue> queues = new HashMap<>();
  private final Supplier<Endpoints> endpoints;
  private final Tenure tenure;
  private final RandomGenerator random;

  EndpointQueues(Supplier<Endpoints> endpoints, Tenure tenure, RandomGenerator random) {
    this.endpoints = endpoints;
    this.tenure = tenure;
    this.random = random;
  }

  /// All queues, at this moment.
  List<EndpointQueue> all() {
    return List.copyOf(queues.values());
  }

  /// The queue of an endpoint: a new one, if there is none.
  EndpointQueue get(EndpointId id) {
    EndpointQueue known = queues.get(id);
    return known == null ? add(id) : known;
  }

  private EndpointQueue add(EndpointId id) {
    EndpointQueue queue = new EndpointQueue(id, new EndpointPace(random));
    queues.put(id, queue);
    return queue;
  }

  Optional<EndpointQueue> find(EndpointId id) {
    return Optional.ofNullable(queues.get(id));
  }

  void forget(EndpointQueue queue) {
    queues.remove(queue.id);
  }

  /// An endpoint that has been removed still has its turns: the attempter drops what it had.
  DeliveryPlan plan(EndpointQueue queue) {
    return endpoints.get().plan(queue.id);
  }

  /// Whether an endpoint is called, and by this node.
  boolean isActive(EndpointId id) {
    return tenure.serves(id) && endpoints.get().isActive(id);
  }

  /// Whether an endpoint was removed, or is for another node to call.
  boolean isGone(EndpointQueue queue) {
    return !tenure.owns(queue.id) || !endpoints.get().contains(queue.id);
  }
}
