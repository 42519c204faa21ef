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
  public Instant step() {
    Optional<Ready> next = scheduler.next();
    while (next.isPresent()) {
      Ready ready = next.get();
      attempts.execute(() -> attempter.attempt(ready));
      next = scheduler.next();
    }
    return Instant.MAX;
  }
}
