package io.fleetwire.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Dice that fall the same way each time that they are made from the same seed. Thread-safe; with
/// several threads the sequence is the same, but not who gets which number.
public final class SeededRandom implements RandomGenerator {
  private final long seed;
  private final SplittableRandom dice;

  public SeededRandom(long seed) {
    this.seed = seed;
    this.dice = new SplittableRandom(seed);
  }

  @Override
  public synchronized long nextLong() {
    return dice.nextLong();
  }

  /// Names the seed, for the message of a test that has failed.
  @Override
  public String toString() {
    return "seed " + seed;
  }
}
