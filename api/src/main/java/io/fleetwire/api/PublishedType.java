package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// A type of events in an organization's catalogue. `schema` is a JSON Schema as text, or empty.
/// Immutable.
public record PublishedType(
    OrganizationId organization, EventType type, String description, String schema, Life life) {
  /// More than any fleet has, and the whole catalogue is in memory.
  static final int PER_ORGANIZATION_MAX = 500;

  static final int DESCRIPTION_LENGTH_MAX = 1_000;

  /// When it was made, and how often and when it was changed since. What is not archived has {@link
  /// Instant#MAX} there. `row` gives the order of lists.
  public record Life(
      long row, long version, Instant createdAt, Instant changedAt, Instant archivedAt) {

    Life changed(Instant at) {
      return new Life(row, version + 1, createdAt, at, archivedAt);
    }

    Life archived(Instant at, Instant until) {
      return new Life(row, version + 1, createdAt, at, until);
    }
  }

  public boolean isArchived() {
    return life.archivedAt().isBefore(Instant.MAX);
  }

  PublishedType with(String otherDescription, String otherSchema, Instant at) {
    return new PublishedType(organization, type, otherDescription, otherSchema, life.changed(at));
  }

  /// Archived, or back again.
  PublishedType archived(boolean archived, Instant at) {
    return new PublishedType(
        organization, type, description, schema, life.archived(at, archived ? at : Instant.MAX));
  }
}
