package io.fleetwire.server;

import io.fleetwire.engine.Signal;
import io.fleetwire.testkit.FakeReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Where a story plays: a server, a receiver of its callbacks, the backend that manages its Apple
/// devices, and a screen.
record DemoStage(DemoHouse house, FakeReceiver receiver, DemoBackend backend, DemoScreen screen) {
  /// Ten times what the slowest machine that was tried needs for anything here.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Often enough for a bar to move smoothly, seldom enough not to slow down what it shows.
  private static final Duration GLANCE = Duration.ofMillis(25);

  /// Calls `step` until it says that it is done, or patience ends; returns whether it did.
  boolean until(BooleanSupplier step) {
    Instant end = screen.now().plus(PATIENCE);
    Signal never = new Signal();
    while (!step.getAsBoolean()) {
      if (screen.now().isAfter(end)) {
        return false;
      }
      glance(never);
    }
    return true;
  }

  private static void glance(Signal never) {
    try {
      never.await(GLANCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new DemoStopException("interrupted");
    }
  }
}
