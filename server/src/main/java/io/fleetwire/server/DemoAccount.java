package io.fleetwire.server;

import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.KnoxCredentials;

/// An organization that a demo has made for itself, its owner, and its client. Immutable; prints
/// without secrets.
record DemoAccount(
    long organization,
    String name,
    String email,
    Secret password,
    Secret apiKey,
    KnoxCredentials client) {}
