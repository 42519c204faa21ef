package io.fleetwire.simulation;

import java.util.random.RandomGenerator;

/// What a receiver is like for a while.
enum Mood {
  WELL,
  FAILING,
  OVERLOADED,
  REFUSING,
  HANGING,
  UNREACHABLE,
  PAUSING,
  STOPPING,
  GONE;

  /// Whether it answers with a wish of its own.
  boolean isWishful() {
    return switch (this) {
      case PAUSING, STOPPING, GONE -> true;
      case WELL, FAILING, OVERLOADED, REFUSING, HANGING, UNREACHABLE -> false;
    };
  }

  static Mood draw(RandomGenerator dice) {
    return dice.nextBoolean() ? WELL : values()[dice.nextInt(values().length)];
  }
}
