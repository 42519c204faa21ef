package io.fleetwire.egress;

import io.fleetwire.engine.Must;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Ends what lasts too long: looks at all open sockets some forty times a second and closes those
/// whose deadline has passed, whatever their thread is blocked in.
///
/// A closed socket wakes its thread in every read, write and handshake, which no timeout of the
/// JDK's does, and unlike an interrupt it cannot hit what the thread does next. One thread looks
/// after all, so a request pays for its deadline with one write to memory. Thread-safe.
final class Watchdog implements AutoCloseable {
  /// How late a deadline may be noticed; budgets are seconds.
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Set<Lifeline> open = ConcurrentHashMap.newKeySet();
  private final Runnable chore;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean asleep;

  /// `chore` is done in every round; it must not block.
  Watchdog(Runnable chore) {
    this.chore = chore;
    this.thread = Thread.ofPlatform().daemon().name("egress-watchdog").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void watch(Lifeline lifeline) throws IOException {
    Must.hold(closed || thread.isAlive(), "nothing is sent without a watchdog");
    open.add(lifeline);
    if (closed) {
      open.remove(lifeline);
      throw new IOException("the sender is closed");
    }
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void forget(Lifeline lifeline) {
    open.remove(lifeline);
  }

  /// No new socket is taken; those that are open are watched until they end.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed || !open.isEmpty()) {
      round();
      if (open.isEmpty() && !closed) {
        // set before looking again: whoever opens a socket now sees it, and wakes this thread
        asleep = true;
        if (open.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      } else {
        LockSupport.parkNanos(this, PERIOD_NANOS);
      }
    }
  }

  private void round() {
    long now = System.nanoTime();
    for (Lifeline lifeline : open) {
      lifeline.endIfLate(now);
    }
    chore.run();
  }
}
