package io.fleetwire.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// What a {@link FakeReceiver} saw, and the place to wait for it. Thread-safe.
final class FakeReceiverLog {
  /// Enough for any test to look at, little enough for a load of millions.
  private static final int CALLBACKS_MAX = 10_000;

  private static final long BODY_BYTES_MAX = 64L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ReceivedCallback> newest = new ArrayDeque<>();
  private long bodyBytes;
  private long received;
  private int opened;
  private int ended;
  private long sent;

  int opened() {
    return under(
        () -> {
          opened++;
          return opened;
        });
  }

  void ended() {
    under(
        () -> {
          ended++;
          return ended;
        });
  }

  void sent(int bytes) {
    lock.lock();
    try {
      // nobody waits for a number of bytes, so nobody is woken
      sent += bytes;
    } finally {
      lock.unlock();
    }
  }

  void received(ReceivedCallback callback) {
    lock.lock();
    try {
      received++;
      newest.addLast(callback);
      bodyBytes += callback.body().size();
      while (newest.size() > CALLBACKS_MAX || bodyBytes > BODY_BYTES_MAX) {
        bodyBytes -= newest.removeFirst().body().size();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Counts counts() {
    lock.lock();
    try {
      return new Counts(received, opened, ended, sent);
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedCallback> callbacks() {
    lock.lock();
    try {
      return List.copyOf(newest);
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedCallback> await(Predicate<List<ReceivedCallback>> condition, Duration bound) {
    await(() -> condition.test(List.copyOf(newest)), "the expected callbacks", bound);
    return callbacks();
  }

  /// Waits until the condition, which is evaluated under the lock, holds.
  void await(BooleanSupplier condition, String what, Duration bound) {
    lock.lock();
    try {
      long left = bound.toNanos();
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError(
              what + " did not come within " + bound + "; so far: " + counts() + " " + newest);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  private int under(IntSupplier change) {
    lock.lock();
    try {
      int result = change.getAsInt();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  record Counts(long received, int opened, int ended, long sent) {}
}
