package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Units of work between their callers and the thread that does them. Thread-safe.
final class UnitQueue<X> {
  /// Twenty full commits. Whoever comes then waits outside: a longer queue would not make the disk
  /// faster, only the wait longer and the memory fuller.
  private static final int CAPACITY = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final ArrayDeque<Unit<X, ?>> units = new ArrayDeque<>();
  private boolean closed;

  /// Waits for room and hands in. Refused when the queue is closed.
  void add(Unit<X, ?> unit) {
    lock.lock();
    try {
      while (units.size() >= CAPACITY && !closed) {
        emptied.awaitUninterruptibly();
      }
      if (closed) {
        throw new StoreUnavailableException(
            "the database is closed", new IllegalStateException("closed"));
      }
      units.add(unit);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Moves what is there into `batch`, which then has up to `limit` units. Does not wait.
  void poll(List<Unit<X, ?>> batch, int limit) {
    lock.lock();
    try {
      fill(batch, limit);
    } finally {
      lock.unlock();
    }
  }

  private void fill(List<Unit<X, ?>> batch, int limit) {
    boolean full = units.size() >= CAPACITY;
    while (batch.size() < limit && !units.isEmpty()) {
      batch.add(units.removeFirst());
    }
    if (full) {
      emptied.signalAll();
    }
  }

  /// Waits for work and moves up to `limit` units into `batch`. Returns false when there is none
  /// and never will be.
  boolean take(List<Unit<X, ?>> batch, int limit) {
    lock.lock();
    try {
      while (units.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      fill(batch, limit);
      return !batch.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more; what is in it will still be done.
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
