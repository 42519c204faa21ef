package io.fleetwire.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The system's clock, set ahead by as much as a trial wants to have passed. Thread-safe.
///
/// It goes on by itself, because a whole server with its sockets needs a clock that does.
final class TrialClock implements InstantSource {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead.get());
  }

  void advance(Duration duration) {
    ahead.updateAndGet(before -> before.plus(duration));
  }
}
