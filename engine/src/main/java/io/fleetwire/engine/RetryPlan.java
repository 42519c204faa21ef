package io.fleetwire.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When to try again. `delays` holds the wait before each attempt, the first one included, so its
/// length is the greatest number of attempts. Each wait is spread by plus or minus `jitter` of
/// itself, so that receivers which failed together are not all called again together.
public record RetryPlan(List<Duration> delays, double jitter, ClientErrors clientErrors) {
  /// Whether an answer of 4xx (but 408, 425 and 429, which ask for patience) ends the delivery.
  public enum ClientErrors {
    RETRY,
    GIVE_UP
  }

  /// A delivery that was tried this often is no longer news.
  public static final int ATTEMPTS_MAX = 64;

  /// The house's plan: twelve attempts over about two and a half days.
  public static final RetryPlan STANDARD =
      new RetryPlan(
          List.of(
              Duration.ZERO,
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(4),
              Duration.ofHours(8),
              Duration.ofHours(12),
              Duration.ofHours(24)),
          0.2,
          ClientErrors.RETRY);

  public RetryPlan {
    delays = List.copyOf(delays);
    Must.hold(!delays.isEmpty() && delays.size() <= ATTEMPTS_MAX, "a plan has 1 to 64 attempts");
    Must.hold(jitter >= 0 && jitter < 1, "jitter is a part of the delay");
  }

  /// The wait after `attemptsMade` attempts, or nothing when the plan is exhausted.
  Optional<Duration> delayAfter(int attemptsMade) {
    return attemptsMade < delays.size() ? Optional.of(delays.get(attemptsMade)) : Optional.empty();
  }
}
