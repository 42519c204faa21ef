package io.fleetwire.store;

/// What the room's threads have in common.
final class Threads {
  private Threads() {}

  /// Waits until `thread` has ended. An interrupt does not end the wait, and is kept.
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
