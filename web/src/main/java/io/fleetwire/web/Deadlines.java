package io.fleetwire.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Interrupts threads that wait too long for a peer. Somebody who sends or reads a byte now and
/// then never trips a timeout per read, so each phase of an exchange has an hour at which it ends;
/// interrupting a thread that waits for a socket closes the socket. Thread-safe.
final class Deadlines implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread sweeper;

  Deadlines(InstantSource clock) {
    this.clock = clock;
    this.sweeper = Thread.ofPlatform().name("web-deadlines").daemon().unstarted(this::run);
  }

  void start() {
    sweeper.start();
  }

  /// The calling thread has `budget` until it closes the guard.
  Guard guard(Duration budget) {
    return guard(budget, () -> {});
  }

  /// As {@link #guard(Duration)}; `whenLate` is told before the thread is interrupted.
  Guard guard(Duration budget, Runnable whenLate) {
    Guard guard = new Guard(Thread.currentThread(), clock.instant().plus(budget), whenLate);
    guards.add(guard);
    return guard;
  }

  /// Interrupts whoever is late at `now`, and forgets whoever has died: a connection that breaks
  /// off in its handshake closes nothing.
  void sweep(Instant now) {
    List<Guard> late = guards.stream().filter(guard -> guard.isOver(now)).toList();
    late.forEach(
        guard -> {
          guards.remove(guard);
          guard.fire();
        });
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
        sweep(clock.instant());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One phase of one thread. Closing it after it fired takes the interrupt back: the phase did
  /// end.
  final class Guard implements AutoCloseable {
    private final Thread thread;
    private final Instant endsAt;
    private final Runnable whenLate;
    private boolean over;

    private Guard(Thread thread, Instant endsAt, Runnable whenLate) {
      this.thread = thread;
      this.endsAt = endsAt;
      this.whenLate = whenLate;
    }

    private boolean isOver(Instant now) {
      return endsAt.isBefore(now) || !thread.isAlive();
    }

    private synchronized void fire() {
      if (!over) {
        whenLate.run();
        thread.interrupt();
      }
    }

    @Override
    public void close() {
      if (guards.remove(this)) {
        synchronized (this) {
          over = true;
        }
        return;
      }
      // The sweeper has taken it: wait until it is done, then forget what it did.
      synchronized (this) {
        over = true;
      }
      boolean _ = Thread.interrupted();
    }
  }
}
