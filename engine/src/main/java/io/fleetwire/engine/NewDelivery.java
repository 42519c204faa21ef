package io.fleetwire.engine;

import java.time.Instant;

/// A delivery that is not in the queue yet, and so has no place in its endpoint's sequence. Ids of
/// deliveries grow in the order in which they are enqueued.
public record NewDelivery(
    DeliveryId id,
    EndpointId endpoint,
    EventHead event,
    Ordering ordering,
    Origin origin,
    Instant dueAt) {

  /// What it is once it has its place.
  public Delivery at(long sequence) {
    return new Delivery(id, endpoint, sequence, event.id(), ordering, 0, dueAt);
  }
}
