package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;

/// That somebody may join an organization. `number` names it in lists; the link's token is known to
/// who has the link alone. Immutable.
public record Invitation(
    long number,
    OrganizationId organization,
    String email,
    Role role,
    String invitedBy,
    Instant expiresAt) {}
