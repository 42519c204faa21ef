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

  /// What follows when attempt `number` under `plan` ended with `outcome` at `now`.
  NextStep decide(RetryPlan plan, int number, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Answered answered when answered.isSuccess() -> new NextStep.Delivered();
      // It says that the endpoint is gone, not what it thinks of the delivery: that is kept, and is
      // due as soon as somebody enables the endpoint again.
      case Outcome.Answered answered when Impression.isGone(answered) -> new NextStep.RetryAt(now);
      case Outcome.Answered answered when isRefusal(plan, answered.status()) ->
          new NextStep.GiveUp(NextStep.Reason.REFUSED);
      case Outcome.Answered answered -> again(plan, number, now, Patience.of(answered, now));
      case Outcome.TimedOut _, Outcome.Unreachable _, Outcome.Blocked _, Outcome.NotComposed _ ->
          again(plan, number, now, Optional.empty());
    };
  }

  private static boolean isRefusal(RetryPlan plan, int status) {
    return plan.clientErrors() == RetryPlan.ClientErrors.GIVE_UP
        && status >= 400
        && status < 500
        && !PATIENCE.contains(status);
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
