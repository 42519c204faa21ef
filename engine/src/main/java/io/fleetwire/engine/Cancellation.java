package io.fleetwire.engine;

import java.util.Optional;
import java.util.function.Supplier;

/// By which a request can be ended before its budgets end it. Thread-safe; nothing in it blocks.
final class Cancellation {
  private Optional<Thread> sending = Optional.empty();
  private boolean isCancelled;

  /// Sends on this thread, so that a cancel ends it by an interrupt ({@link Sender#send}), which
  /// does not hit what the thread does afterwards.
  Sent during(Supplier<Sent> sender) {
    begin();
    try {
      return sender.get();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    Thread thread = Thread.currentThread();
    sending = Optional.of(thread);
    if (isCancelled) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    sending = Optional.empty();
    if (isCancelled) {
      // Our own: whoever stops the engine interrupts, too, and then waits for what is settled.
      Thread.interrupted();
    }
  }

  synchronized void cancel() {
    if (!isCancelled) {
      isCancelled = true;
      sending.ifPresent(Thread::interrupt);
    }
  }
}
