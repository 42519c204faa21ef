package io.fleetwire.knox;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// A device in an organization's inventory. Immutable.
record Device(
    DeviceId id,
    DeviceIdentifier identifier,
    OrganizationId organization,
    boolean isInKai,
    Instant createdAt,
    Instant changedAt) {}
