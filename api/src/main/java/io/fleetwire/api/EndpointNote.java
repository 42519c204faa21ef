package io.fleetwire.api;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// What this room keeps of an endpoint beside the engine. `version` counts changes. Immutable.
public record EndpointNote(
    EndpointId id,
    OrganizationId organization,
    String description,
    long version,
    Instant createdAt,
    Instant changedAt) {

  EndpointNote with(String other, Instant at) {
    return new EndpointNote(id, organization, other, version + 1, createdAt, at);
  }
}
