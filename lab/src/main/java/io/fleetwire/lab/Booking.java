package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// A device that a person retains, until `endsAt`; {@link Instant#MAX} is until somebody ends it.
/// Immutable.
public record Booking(
    long id,
    long device,
    OrganizationId organization,
    long person,
    String email,
    Instant begunAt,
    Instant endsAt) {
  public boolean isUnlimited() {
    return endsAt.equals(Instant.MAX);
  }
}
