package io.fleetwire.engine;

import java.util.Optional;
import java.util.function.Supplier;

/// By which a request can be ended before its budgets end it. Thread-safe; nothing in it blocks.
final class Cancellation {
  /// How a request ends that is cancelled: as one that nobody answered, with the reason.
  static final Outcome CUT_SHORT =
      new Outcome.Unreachable(
          Outcome.Fault.OTHER, "cut short, because too many receivers hung at once");

  private Optional<Thread> sending = Optional.empty();
  private boolean isCancelled;

  /// Sends on this thread, so that a cancel ends it by an interrupt ({@link Sender#send}), which
  /// does not hit what the thread does afterwards.
  Sent during(Supplier<Sent> sender) {
    begin();
    try {
      Sent sent = sender.get();
      boolean isCutShort = isCancelled() && sent.outcome() instanceof Outcome.TimedOut;
      return isCutShort ? new Sent(CUT_SHORT, sent.timeline()) : sent;
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

  private synchronized boolean isCancelled() {
    return isCancelled;
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
