package io.fleetwire.engine;

/// How an endpoint wants to be called: when again, at what cost, how many requests at a time, and
/// in which order.
public record DeliveryPlan(
    RetryPlan retries, Budgets budgets, int concurrencyMax, Ordering ordering) {
  /// More than 64 requests at a time to one receiver is an attack, not a delivery.
  public static final int CONCURRENCY_MAX = 64;

  public static final DeliveryPlan STANDARD =
      new DeliveryPlan(RetryPlan.STANDARD, Budgets.STANDARD, CONCURRENCY_MAX, Ordering.UNORDERED);

  public DeliveryPlan {
    Must.hold(
        concurrencyMax >= 1 && concurrencyMax <= CONCURRENCY_MAX, "an endpoint has 1 to 64 slots");
  }
}
