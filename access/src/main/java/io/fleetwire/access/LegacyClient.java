package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.security.interfaces.RSAPublicKey;

/// A registered key of the legacy way in, and the client identifier that goes with it. Immutable.
public record LegacyClient(
    String identifier, OrganizationId organization, Scopes scopes, RSAPublicKey publicKey) {}
