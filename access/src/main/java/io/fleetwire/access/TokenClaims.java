package io.fleetwire.access;

import java.time.Instant;

/// What an access token says. `subject` is the user it acts for, or the client itself; `grant` is
/// the grant that it came of, or empty. Times are whole seconds, as JWT has them. Immutable.
record TokenClaims(
    String id,
    Principal principal,
    String subject,
    String grant,
    Instant issuedAt,
    Instant expiresAt) {}
