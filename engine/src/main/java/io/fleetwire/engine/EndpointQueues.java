package io.fleetwire.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The scheduler's queues, one per endpoint, and what is known of their endpoints. Confined to the
/// scheduler's lock.
final class EndpointQueues {
  private final Map<EndpointId, EndpointQueue> queues = new HashMap<>();
  private final Supplier<Endpoints> endpoints;
  private final RandomGenerator random;

  EndpointQueues(Supplier<Endpoints> endpoints, RandomGenerator random) {
    this.endpoints = endpoints;
    this.random = random;
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

  boolean isActive(EndpointId id) {
    return endpoints.get().isActive(id);
  }

  boolean isRemoved(EndpointQueue queue) {
    return !endpoints.get().contains(queue.id);
  }
}
