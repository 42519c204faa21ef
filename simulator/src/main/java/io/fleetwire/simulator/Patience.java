package io.fleetwire.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets time pass, until the simulation is stopped. Thread-safe.
final class Patience {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /// Waits so long; false when the simulation is over.
  boolean pause(Duration time) {
    try {
      return !stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isOver() {
    return stopped.getCount() == 0;
  }

  void stop() {
    stopped.countDown();
  }
}
