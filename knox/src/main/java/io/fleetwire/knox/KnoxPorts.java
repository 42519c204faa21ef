package io.fleetwire.knox;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.AuthorizationServer;
import io.fleetwire.access.LegacyTokens;
import io.fleetwire.access.SignIn;
import io.fleetwire.engine.Intake;
import io.fleetwire.store.SqlEngineStore;

/// What the slice needs from rooms that are made after its callback format: the engine, and access.
public record KnoxPorts(
    SqlEngineStore store,
    Intake intake,
    AuthorizationServer authorization,
    LegacyTokens legacyTokens,
    SignIn signIn,
    AuditLog audit) {}
