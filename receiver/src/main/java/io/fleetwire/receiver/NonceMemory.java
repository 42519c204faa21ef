package io.fleetwire.receiver;

import java.time.Duration;
import java.time.InstantSource;

/// Remembers nonces, so that a captured callback cannot be sent again. Thread-safe and bounded.
public final class NonceMemory {
  private final int capacity;
  private final Duration window;
  private final InstantSource clock;

  /// Remembers up to `capacity` nonces; what was signed longer ago than `window` is refused.
  public NonceMemory(int capacity, Duration window, InstantSource clock) {
    this.capacity = capacity;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public String toString() {
    return capacity + " nonces of the last " + window + " at " + clock;
  }
}
