package io.fleetwire.engine;

import java.time.Duration;

/// What one attempt may cost: time to connect, time until the first byte of the answer, time in
/// all, and how much of the answer's body is read.
public record Budgets(Duration connect, Duration firstByte, Duration total, int bodyBytesMax) {
  /// 5 s to connect, 30 s in all, and 64 KiB of a body that nobody needs but the log.
  public static final Budgets STANDARD =
      new Budgets(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30), 64 * 1024);

  public Budgets {
    Must.hold(connect.isPositive() && firstByte.isPositive(), "a budget is positive");
    Must.hold(total.compareTo(connect) >= 0, "the total budget covers the connecting");
    Must.hold(bodyBytesMax >= 0, "a body limit is not negative");
  }
}
