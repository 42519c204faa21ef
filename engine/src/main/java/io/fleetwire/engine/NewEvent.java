package io.fleetwire.engine;

import java.time.Instant;

/// Something that happened and is not yet accepted: an event without its id.
public record NewEvent(
    OrganizationId organization,
    EventType type,
    Subject subject,
    TraceId trace,
    Instant occurredAt,
    Payload payload) {}
