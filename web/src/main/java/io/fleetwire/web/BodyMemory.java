package io.fleetwire.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How much of bodies may be in memory at a time, until they are answered: the number of
/// connections alone bounds nothing when each may bring megabytes. Whoever finds no room waits a
/// moment, and is told to come again. Thread-safe.
///
/// What is open to strangers has a part of its own: they can fill that and no more.
final class BodyMemory {
  /// What every body gets at once. With all connections that is 64 MiB, and more than most are.
  static final int FREE_BYTES = 16 * 1024;

  /// Helidon reads a chunk as a whole before we see its first byte, and nobody knows how long it
  /// will be.
  static final int CHUNKED_BYTES = 2 * 1024 * 1024;

  /// Sixteen of the largest messages of devices, or eight of the largest batches; with what is made
  /// of them it fits into the memory of a small machine.
  private static final int STANDARD_BYTES = 64 * 1024 * 1024;

  /// Most bodies are here and gone within milliseconds; longer, and it is an attack.
  private static final Duration STANDARD_WAIT = Duration.ofSeconds(1);

  private static final int UNIT_BYTES = 1024;

  private final Semaphore strangers;
  private final Semaphore known;
  private final Duration wait;

  BodyMemory(int bytes, Duration wait) {
    this.strangers = new Semaphore(bytes / UNIT_BYTES);
    this.known = new Semaphore(bytes / UNIT_BYTES);
    this.wait = wait;
  }

  static BodyMemory standard() {
    return new BodyMemory(STANDARD_BYTES, STANDARD_WAIT);
  }

  /// Nothing yet, of the part for those whom `authorization` lets in.
  Share share(Authorization authorization) {
    return new Share(authorization instanceof Authorization.Open ? strangers : known);
  }

  /// What one body takes. Confined to one thread.
  final class Share implements AutoCloseable {
    private final Semaphore part;
    private int taken;

    private Share(Semaphore part) {
      this.part = part;
    }

    /// Takes that much more. Throws a problem when there is no room.
    void take(int bytes) {
      int units = Math.ceilDiv(bytes, UNIT_BYTES);
      try {
        if (!part.tryAcquire(units, wait.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new ProblemException(new Problem.Unavailable(Duration.ofSeconds(1)));
        }
        taken += units;
      } catch (InterruptedException _) {
        // The time for its body has passed.
        Thread.currentThread().interrupt();
        throw new ProblemException(new Problem.BodyTooSlow());
      }
    }

    @Override
    public void close() {
      part.release(taken);
      taken = 0;
    }
  }
}
