package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Turns the outcome of an attempt into the next step. Pure, but for the dice that spread retries.
final class DeliveryPolicy {
  /// These ask for patience: Request Timeout, Too Early, Too Many Requests (RFC 9110, 8470, 6585).
  private static final Set<Integer> PATIENCE = Set.of(408, 425, 429);

  private final RandomGenerator random;

  DeliveryPolicy(RandomGenerator random) {
    this.random = random;
  }

  /// What follows when attempt `number` under `plan` left `impression` at `now`.
  NextStep decide(RetryPlan plan, int number, Impression impression, Instant now) {
    return switch (impression.kind()) {
      case TAKEN -> new NextStep.Delivered();
      case DECLINED -> new NextStep.GiveUp(NextStep.Reason.REFUSED);
      case FAILED -> afterFailure(plan, number, impression, now);
      case NOTHING -> again(plan, number, now, Optional.empty());
    };
  }

  private NextStep afterFailure(RetryPlan plan, int number, Impression impression, Instant now) {
    if (impression.isGone()) {
      // It says that the endpoint is gone, not what it thinks of the delivery: that is kept, and is
      // due as soon as somebody enables the endpoint again.
      return new NextStep.RetryAt(now);
    }
    return isRefusal(plan, impression.outcome())
        ? new NextStep.GiveUp(NextStep.Reason.REFUSED)
        : again(plan, number, now, Patience.of(impression.outcome(), now));
  }

  private static boolean isRefusal(RetryPlan plan, Outcome outcome) {
    return plan.clientErrors() == RetryPlan.ClientErrors.GIVE_UP
        && outcome instanceof Outcome.Answered answered
        && answered.status() >= 400
        && answered.status() < 500
        && !PATIENCE.contains(answered.status());
  }

  private NextStep again(RetryPlan plan, int number, Instant now, Optional<Instant> notBefore) {
    Optional<Duration> delay = plan.delayAfter(number);
    if (delay.isEmpty()) {
      return new NextStep.GiveUp(NextStep.Reason.EXHAUSTED);
    }
    Instant planned = now.plus(spread(delay.get(), plan.jitter()));
    return new NextStep.RetryAt(notBefore.filter(planned::isBefore).orElse(planned));
  }

  private Duration spread(Duration delay, double jitter) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }
}
