package io.fleetwire.simulation;

import java.util.random.RandomGenerator;

/// What a receiver is like for a while.
enum Mood {
  WELL,
  FAILING,
  OVERLOADED,
  REFUSING,
  HANGING,
  UNREACHABLE;

  static Mood draw(RandomGenerator dice) {
    return dice.nextBoolean() ? WELL : values()[dice.nextInt(values().length)];
  }
}
