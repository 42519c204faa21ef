package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// One line of the log of changes. `number` grows with time. Immutable.
public record AuditEntry(
    long number,
    OrganizationId organization,
    Instant at,
    String actor,
    String action,
    String subject,
    String detail) {}
