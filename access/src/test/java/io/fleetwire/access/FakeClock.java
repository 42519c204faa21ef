package io.fleetwire.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test moves. Thread-safe.
final class FakeClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
