package io.fleetwire.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// What a simulation takes from outside: time, secrets, and dice by their seed.
public record SimulatorWorld(
    InstantSource clock, SecureRandom secrets, LongFunction<RandomGenerator> dice) {}
