package io.fleetwire.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The only clock, the only dice, and the only stopwatch: nanoseconds from any origin that never go
/// back, for leases. `random` and `nanos` must be safe for many threads.
public record World(InstantSource clock, RandomGenerator random, LongSupplier nanos) {

  /// A world that needs no stopwatch, because nothing in it is leased.
  public World(InstantSource clock, RandomGenerator random) {
    this(clock, random, () -> EpochNanos.of(clock.instant()));
  }
}
