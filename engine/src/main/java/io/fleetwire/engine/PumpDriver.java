package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The thread of a pump: steps it, waits for its signal or its hour, and steps it again. A step
/// that fails is told once, waited out, and repeated.
public final class PumpDriver implements AutoCloseable {
  /// Polling covers a lost signal.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final Pump pump;
  private final InstantSource clock;
  private final EngineObserver observer;
  private final Thread thread;
  private volatile boolean stopping;

  public PumpDriver(Pump pump, InstantSource clock, EngineObserver observer) {
    this.pump = pump;
    this.clock = clock;
    this.observer = observer;
    Thread.Builder kind = pump.isWokenByAttempts() ? Thread.ofVirtual() : Thread.ofPlatform();
    this.thread = kind.name("pump-" + pump.name()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Ends the thread; a step that is under way is finished first.
  @Override
  public void close() {
    stopping = true;
    pump.signal().raise();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      Duration wait = step();
      try {
        pump.signal().await(wait);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private Duration step() {
    try {
      return waitUntil(pump.step());
    } catch (RuntimeException e) {
      observer.stumbled(pump.name(), e);
      return PAUSE_AFTER_FAILURE;
    }
  }

  // The instants at both ends of time are too far from now for a duration in nanoseconds.
  private Duration waitUntil(Instant next) {
    Instant now = clock.instant();
    if (!next.isAfter(now)) {
      return Duration.ZERO;
    }
    return next.isAfter(now.plus(LONGEST_WAIT)) ? LONGEST_WAIT : Duration.between(now, next);
  }
}
