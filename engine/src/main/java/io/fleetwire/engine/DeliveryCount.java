package io.fleetwire.engine;

/// How many deliveries were found. When `isComplete` is false there may be more.
public record DeliveryCount(long found, boolean isComplete) {}
