package io.fleetwire.engine;

/// What the caller of {@link Intake} learns: the event's id, and how many endpoints will be told.
public record Accepted(EventId id, int deliveries) {}
