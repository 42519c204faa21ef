package io.fleetwire.callback;

import java.security.SecureRandom;
import java.time.InstantSource;

/// The only clock and the only source of secrets. Both are safe for many threads.
public record CallbackWorld(InstantSource clock, SecureRandom secrets) {}
