package io.fleetwire.engine;

/// Assertions that stay on in production: a false one is a bug of ours, never a caller's mistake.
public final class Must {
  private Must() {}

  /// Fails the unit of work when `condition` is false.
  public static void hold(boolean condition, String rule) {
    if (!condition) {
      throw new AssertionError(rule);
    }
  }
}
