package io.fleetwire.engine;

import java.time.Instant;

/// Something that happened, as it was accepted. Immutable, never rewritten.
public record Event(EventId id, NewEvent facts, Instant acceptedAt) {

  public OrganizationId organization() {
    return facts.organization();
  }

  public EventType type() {
    return facts.type();
  }

  public Subject subject() {
    return facts.subject();
  }

  public TraceId trace() {
    return facts.trace();
  }

  public Payload payload() {
    return facts.payload();
  }

  /// The event without its payload.
  public EventHead head() {
    return new EventHead(
        id, organization(), type(), subject(), trace(), facts.occurredAt(), acceptedAt);
  }
}
