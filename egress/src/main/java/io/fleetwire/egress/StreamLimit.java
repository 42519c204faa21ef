package io.fleetwire.egress;

import java.time.Duration;

/// How many requests may share a connection now. Nobody tells: the other side has a bound of its
/// own, which may be one, and a client that has no connection yet opens one for each request that
/// comes meanwhile. So the first goes alone, every answer makes room for one more, and a failure
/// begins anew. Thread-safe.
final class StreamLimit {
  /// As many as the largest services take.
  private static final int MAX = 1_000;

  /// A connection that was idle for longer may be gone; Java closes it after 30 s.
  private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

  /// What has ended here is a moment later ended for the connection.
  private static final long MOMENT_NANOS = Duration.ofMillis(5).toNanos();

  /// What came of a request.
  enum Ending {
    ANSWERED,
    FAILED,
    /// It was not even sent: those under way are as many as the other side takes.
    FULL
  }

  private int limit = 1;
  private int underWay;
  private long answeredAt = System.nanoTime();
  private long pausedUntil = System.nanoTime();

  /// Waits for a place, at most so long; returns whether there is one.
  synchronized boolean enter(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    if (System.nanoTime() - answeredAt > IDLE_NANOS) {
      limit = 1;
    }
    while (underWay >= limit || System.nanoTime() - pausedUntil < 0) {
      long now = System.nanoTime();
      if (deadline - now <= 0) {
        return false;
      }
      long until = underWay >= limit ? deadline : pausedUntil;
      // Rounded up: a wait of nothing would be one for ever.
      wait(Math.max(0, Duration.ofNanos(until - now).toMillis()) + 1);
    }
    underWay++;
    return true;
  }

  /// Gives a place back.
  synchronized void leave(Ending ending) {
    underWay--;
    switch (ending) {
      case ANSWERED -> {
        answeredAt = System.nanoTime();
        limit = Math.min(MAX, limit + 1);
      }
      case FAILED -> limit = 1;
      case FULL -> {
        limit = Math.max(1, underWay);
        pausedUntil = System.nanoTime() + (underWay == 0 ? MOMENT_NANOS : 0);
      }
    }
    notifyAll();
  }
}
