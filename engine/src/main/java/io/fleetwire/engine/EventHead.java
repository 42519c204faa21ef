package io.fleetwire.engine;

import java.time.Instant;

/// What is known of an event without its payload, which may be a megabyte.
public record EventHead(
    EventId id,
    OrganizationId organization,
    EventType type,
    Subject subject,
    TraceId trace,
    Instant occurredAt,
    Instant acceptedAt) {}
