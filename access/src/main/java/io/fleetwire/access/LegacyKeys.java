package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// A pair of RSA keys in PEM: the public one is registered, the private one (PKCS #8) signs at the
/// caller's. Immutable.
public record LegacyKeys(String publicKey, Secret privateKey) {}
