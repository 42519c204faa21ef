package io.fleetwire.egress;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.engine.Timeline;
import java.time.Duration;

/// The stopwatch of one attempt: which phase it is in, until when, and where its time went.
/// Confined to the attempt's thread.
///
/// Deadlines are readings of {@link System#nanoTime}; compare them by their difference only.
final class AttemptClock {
  private final Budgets budgets;
  private final long startedAt = System.nanoTime();
  private Phase phase = Phase.RESOLVE;
  private long phaseStartedAt = startedAt;
  private long resolveNanos;
  private long connectNanos;
  private long firstByteNanos;

  AttemptClock(Budgets budgets) {
    this.budgets = budgets;
  }

  Phase phase() {
    return phase;
  }

  int bodyBytesMax() {
    return budgets.bodyBytesMax();
  }

  /// Ends the phase that was, and begins `next`.
  void enter(Phase next) {
    long now = System.nanoTime();
    long spent = now - phaseStartedAt;
    switch (phase) {
      case RESOLVE -> resolveNanos += spent;
      case CONNECT -> connectNanos += spent;
      case FIRST_BYTE -> firstByteNanos += spent;
      case TOTAL -> {} // what is left of the total is not told apart
    }
    phase = next;
    phaseStartedAt = now;
  }

  /// Until when the phase may last: its own budget, or the total when that ends sooner. Resolving
  /// has a budget as long as connecting has.
  long deadline() {
    long own =
        switch (phase) {
          case RESOLVE, CONNECT -> phaseStartedAt + budgets.connect().toNanos();
          case FIRST_BYTE -> phaseStartedAt + budgets.firstByte().toNanos();
          case TOTAL -> startedAt + budgets.total().toNanos();
        };
    long total = startedAt + budgets.total().toNanos();
    return own - total < 0 ? own : total;
  }

  /// How long the phase may still last; not negative.
  long nanosLeft() {
    return Math.max(0, deadline() - System.nanoTime());
  }

  Timeline timeline() {
    enter(Phase.TOTAL);
    return new Timeline(
        Duration.ofNanos(resolveNanos),
        Duration.ofNanos(connectNanos),
        Duration.ofNanos(firstByteNanos),
        Duration.ofNanos(phaseStartedAt - startedAt));
  }
}
