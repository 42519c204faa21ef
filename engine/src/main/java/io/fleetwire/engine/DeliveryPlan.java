package io.fleetwire.engine;

/// How an endpoint wants to be called: when again, at what cost, how many requests at a time and
/// per second, and in which order. `ratePerSecondMax` counts in thousandths; 0 is no limit.
public record DeliveryPlan(
    RetryPlan retries,
    Budgets budgets,
    int concurrencyMax,
    Ordering ordering,
    double ratePerSecondMax) {
  /// More than 64 requests at a time to one receiver is an attack, not a delivery.
  public static final int CONCURRENCY_MAX = 64;

  /// What one machine cannot send anyway needs no limit.
  public static final double RATE_MAX = 10_000;

  /// No limit but what the receiver bears.
  public static final double UNLIMITED = 0;

  /// One request in sixteen minutes and more is no delivery any more.
  public static final double RATE_MIN = 0.001;

  private static final double THOUSAND = 1_000;

  public static final DeliveryPlan STANDARD =
      new DeliveryPlan(
          RetryPlan.STANDARD, Budgets.STANDARD, CONCURRENCY_MAX, Ordering.UNORDERED, UNLIMITED);

  public DeliveryPlan {
    Must.hold(
        concurrencyMax >= 1 && concurrencyMax <= CONCURRENCY_MAX, "an endpoint has 1 to 64 slots");
    Must.hold(
        ratePerSecondMax == UNLIMITED
            || (ratePerSecondMax >= RATE_MIN && ratePerSecondMax <= RATE_MAX),
        "a rate is 0 for no limit, or from 0.001 to 10,000 per second");
    ratePerSecondMax = Math.round(ratePerSecondMax * THOUSAND) / THOUSAND;
  }

  /// The same with no more requests a second than `perSecond`, rounded down; {@link #UNLIMITED}
  /// changes nothing.
  public DeliveryPlan atMost(double perSecond) {
    if (perSecond == UNLIMITED) {
      return this;
    }
    double most = Math.clamp(Math.floor(perSecond * THOUSAND) / THOUSAND, RATE_MIN, RATE_MAX);
    double rate = ratePerSecondMax == UNLIMITED ? most : Math.min(most, ratePerSecondMax);
    return new DeliveryPlan(retries, budgets, concurrencyMax, ordering, rate);
  }
}
