package io.fleetwire.engine;

/// What the log says of one delivery. `attemptsMade` counts the attempts that have been settled.
public record DeliveryEntry(
    DeliveryId id,
    EndpointId endpoint,
    long sequence,
    Origin origin,
    DeliveryState state,
    int attemptsMade,
    EventHead event) {}
