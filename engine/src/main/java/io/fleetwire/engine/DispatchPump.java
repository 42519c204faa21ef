package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Starts what the scheduler lets start.
final class DispatchPump implements Pump {
  private final Scheduler scheduler;
  private final Attempter attempter;
  private final Executor attempts;

  /// `attempts` runs each attempt by itself, so that one that hangs delays nobody.
  DispatchPump(Scheduler scheduler, Attempter attempter, Executor attempts) {
    this.scheduler = scheduler;
    this.attempter = attempter;
    this.attempts = attempts;
  }

  @Override
  public String name() {
    return "dispatch";
  }

  @Override
  public Signal signal() {
    return scheduler.readySignal();
  }

  @Override
  public boolean isWokenByAttempts() {
    return true;
  }

  @Override
  public Instant step() {
    Optional<Started> next = scheduler.next();
    while (next.isPresent()) {
      Started started = next.get();
      attempts.execute(() -> attempter.attempt(started));
      next = scheduler.next();
    }
    return scheduler.nextResume();
  }
}
