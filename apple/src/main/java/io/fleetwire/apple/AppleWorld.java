package io.fleetwire.apple;

import java.security.SecureRandom;
import java.time.InstantSource;

/// The only clock and the only dice. Both are safe for many threads.
public record AppleWorld(InstantSource clock, SecureRandom secrets) {}
