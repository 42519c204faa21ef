package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Looks for deliveries that nobody remembers: due for minutes, of an endpoint that could be
/// called, and nothing under way for it. There should be none. Where there is one the scheduler is
/// reminded, and somebody is told, because it is a fault of ours.
final class WatchdogPump implements Pump {
  /// Far beyond what any claim takes.
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  private final EngineStore store;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final EngineObserver observer;
  private final Signal signal = new Signal();
  private final Rhythm rhythm = new Rhythm(Duration.ofMinutes(1));
  private Map<EndpointId, Instant> suspects = Map.of();

  WatchdogPump(EnginePorts ports, Scheduler scheduler, InstantSource clock) {
    this.store = ports.store();
    this.scheduler = scheduler;
    this.clock = clock;
    this.observer = ports.observer();
  }

  @Override
  public String name() {
    return "watchdog";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    if (rhythm.isDue(now)) {
      look(now.minus(FORGOTTEN_AFTER));
      rhythm.done(now);
    }
    return rhythm.next();
  }

  // Whoever has just been resumed, or was found at the start, is late and not forgotten: it takes
  // two looks to tell.
  private void look(Instant forgottenBefore) {
    Map<EndpointId, Instant> idle = new HashMap<>();
    store
        .nextDues()
        .forEach(
            (endpoint, dueAt) -> {
              if (dueAt.isBefore(forgottenBefore) && scheduler.isIdle(endpoint)) {
                idle.put(endpoint, dueAt);
              }
            });
    idle.forEach(
        (endpoint, dueAt) -> {
          if (dueAt.equals(suspects.get(endpoint))) {
            scheduler.waiting(endpoint, dueAt);
            observer.stuck(endpoint, dueAt);
          }
        });
    suspects = idle;
  }
}
