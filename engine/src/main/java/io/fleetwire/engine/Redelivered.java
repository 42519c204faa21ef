package io.fleetwire.engine;

/// What became of the wish to have a delivery made again.
public sealed interface Redelivered {

  /// There is a new delivery of the same event.
  record Enqueued(DeliveryId id, EndpointId endpoint, long sequence) implements Redelivered {}

  /// The organization has no such delivery, or its event is no longer kept.
  record Unknown() implements Redelivered {}

  /// The endpoint was removed.
  record EndpointGone(EndpointId endpoint) implements Redelivered {}
}
