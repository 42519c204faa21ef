package io.fleetwire.knox;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The only clock and the only dice: `random` for names, `secrets` for keys. All are safe for many
/// threads.
public record KnoxWorld(InstantSource clock, RandomGenerator random, SecureRandom secrets) {}
