package io.fleetwire.engine;

import java.time.Duration;

/// How long things are kept: outstanding deliveries, and the memory of all that happened.
public record DeliveryLimits(Duration keep, Duration remember) {
  /// Two weeks are a receiver's worst holiday; a month is what people look back on.
  public static final DeliveryLimits STANDARD =
      new DeliveryLimits(Duration.ofDays(14), Duration.ofDays(30));

  public DeliveryLimits {
    Must.hold(keep.isPositive(), "a delivery is kept for some time");
    Must.hold(
        remember.compareTo(keep) > 0, "what happened is remembered for longer than it can last");
  }
}
