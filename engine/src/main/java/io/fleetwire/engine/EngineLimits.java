package io.fleetwire.engine;

/// All limits of an engine.
public record EngineLimits(SchedulerLimits scheduler, DeliveryLimits deliveries) {
  public static final EngineLimits STANDARD =
      new EngineLimits(SchedulerLimits.STANDARD, DeliveryLimits.STANDARD);
}
