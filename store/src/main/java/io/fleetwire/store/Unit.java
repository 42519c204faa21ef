package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One caller's work on its way through the thread that does it: handed in, run (perhaps more than
/// once), and answered once.
final class Unit<X, T> {
  private final Function<? super X, ? extends T> work;
  private final CountDownLatch answered = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable Throwable failure;

  Unit(Function<? super X, ? extends T> work) {
    this.work = work;
  }

  /// Runs the work. What it throws is kept for the caller, and told to whoever runs it.
  Optional<Throwable> run(X tx) {
    try {
      result = work.apply(tx);
      failure = null;
    } catch (Throwable e) {
      failure = e;
    }
    return Optional.ofNullable(failure);
  }

  /// The work may have been done, but did not become durable.
  void fail(Throwable cause) {
    failure = cause;
  }

  /// Lets the caller go on.
  void answer() {
    answered.countDown();
  }

  /// Waits for the answer. An interrupt does not end the wait, because the work may be durable
  /// already and nobody would know; it is kept for whatever blocks next.
  T await() {
    uninterrupted(
        () -> {
          answered.await();
          return true;
        });
    return outcome();
  }

  /// Waits for the answer, but not much longer than `patience`. Dearer than {@link #await}, because
  /// a virtual thread has to book its waking.
  boolean isAnsweredWithin(Duration patience) {
    return uninterrupted(() -> answered.await(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  private interface Wait {
    boolean end() throws InterruptedException;
  }

  private static boolean uninterrupted(Wait wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.end();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private T outcome() {
    switch (failure) {
      case null -> {
        // answered: the work has run, and returned what its type says
      }
      // Shared by all callers of a commit: each gets its own, with its own stack.
      case StoreUnavailableException e -> throw new StoreUnavailableException(message(e), e);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError("work throws no checked exception", e);
    }
    if (result == null) {
      throw new AssertionError("work returns a value");
    }
    return result;
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }
}
