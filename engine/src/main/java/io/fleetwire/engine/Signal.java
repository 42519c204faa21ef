package io.fleetwire.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A hint that there may be something to do. Raising it twice before anybody looks is raising it
/// once; one that is lost costs time, never work. Thread-safe.
public final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean up;

  /// Says that there may be something to do.
  public void raise() {
    lock.lock();
    try {
      if (!up) {
        up = true;
        raised.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it is raised or `longest` has passed, and lowers it.
  public void await(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!up && left > 0) {
        left = raised.awaitNanos(left);
      }
      up = false;
    } finally {
      lock.unlock();
    }
  }

  /// Lowers it, and says whether it was raised: for those who step pumps by hand.
  boolean lower() {
    lock.lock();
    try {
      boolean was = up;
      up = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
