package io.fleetwire.engine;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The only clock and the only dice. `random` must be safe for many threads.
public record World(InstantSource clock, RandomGenerator random) {}
