package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A pump of what nobody has to hurry: it is done every so often, and at once again where a bound
/// cut it short. Whoever steps it before its time does nothing. Thread-safe.
public final class PeriodicPump implements Pump {
  private final String name;
  private final Rhythm rhythm;
  private final InstantSource clock;
  private final Work work;
  private final Signal signal = new Signal();

  /// What is done.
  @FunctionalInterface
  public interface Work {
    /// Does a part of it, and returns whether there may be more to do at once.
    boolean step(Instant now);
  }

  public PeriodicPump(String name, Duration every, InstantSource clock, Work work) {
    this.name = name;
    this.rhythm = new Rhythm(every);
    this.clock = clock;
    this.work = work;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public synchronized Instant step() {
    Instant now = clock.instant();
    if (rhythm.isDue(now)) {
      if (work.step(now)) {
        return now;
      }
      rhythm.done(now);
    }
    return rhythm.next();
  }
}
