package io.fleetwire.bench;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Dice for many threads: each thread's own.
final class ThreadRandom implements RandomGenerator {
  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }
}
