package io.fleetwire.testkit;

import io.fleetwire.engine.Must;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told to move. Thread-safe.
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public SettableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /// A clock at noon of a day without any meaning, for tests that only need some time.
  public static SettableClock atNoon() {
    return new SettableClock(Instant.parse("2026-03-04T12:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Lets time pass.
  public void advance(Duration duration) {
    Must.hold(!duration.isNegative(), "time passes forwards; to step back, set it");
    now.updateAndGet(instant -> instant.plus(duration));
  }

  /// Sets the clock, also backwards, as an administrator or a time server may.
  public void set(Instant instant) {
    now.set(instant);
  }
}
