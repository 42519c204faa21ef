package io.fleetwire.access;

import io.fleetwire.store.Database;
import java.time.InstantSource;

/// What every part is made of that gives people other passwords.
record PasswordGround(
    Database database,
    Passwords passwords,
    Secrets secrets,
    FailureLimits limits,
    AuditLog audit,
    InstantSource clock) {}
