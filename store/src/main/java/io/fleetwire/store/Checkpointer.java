package io.fleetwire.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Moves the log into the database file, beside the writer and not in its way.
///
/// The bulk is moved while the writer goes on. What it has added meanwhile is little, and is moved
/// between two of its transactions; the log is then empty, and the next transaction starts it anew
/// from its beginning. A reader with an older snapshot prevents that: usually it ends soon and the
/// next round succeeds, but a log that has grown too long makes new readers wait for one round.
/// Readers are therefore not allowed to stay for ever.
final class Checkpointer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());

  /// The longest wait between two rounds.
  private static final Duration TICK = Duration.ofSeconds(1);

  /// What a commit adds to the log, roughly: the edges of the tables that it touches, and a page
  /// for several rows.
  private static final int FRAMES_PER_COMMIT = 8;

  private static final int ROWS_PER_FRAME = 8;

  /// So few pages are moved within a millisecond or two, while the writer waits.
  private static final long FRAMES_FEW = 200;

  /// If the writer is faster than this many rounds, it may as well wait a little.
  private static final int ROUNDS_MAX = 3;

  private final Limits limits;
  private final Driver driver;
  private final Readers readers;
  private final ReentrantLock commits;
  private final Thread thread;
  private final AtomicInteger frames = new AtomicInteger();
  private volatile boolean closed;
  private boolean failing;
  private @Nullable SqlConnection connection;

  /// How long the log may be, in frames of a page each: a log of `framesEnough` is moved, and
  /// started anew when it can be; one of `framesMax` must be started anew.
  record Limits(int framesEnough, int framesMax) {
    /// 16 MiB stay in the machine's cache. 256 MiB slow readers down and fill the disk.
    static final Limits STANDARD = new Limits(4_000, 64_000);
  }

  /// Takes `commits` to come between two transactions.
  Checkpointer(Limits limits, Driver driver, Readers readers, ReentrantLock commits) {
    this.limits = limits;
    this.driver = driver;
    this.readers = readers;
    this.commits = commits;
    this.thread = Thread.ofPlatform().daemon().name("store-checkpoint").unstarted(this::run);
  }

  /// How long the log is, and how much of it is in the file.
  private record Log(long frames, long moved) {
    long rest() {
      return frames - moved;
    }
  }

  void start() {
    thread.start();
  }

  /// Notes a commit that changed so many rows.
  void committed(int rows) {
    if (frames.addAndGet(FRAMES_PER_COMMIT + rows / ROWS_PER_FRAME) >= limits.framesEnough()) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }

  private void run() {
    while (!closed) {
      if (frames.get() < limits.framesEnough()) {
        LockSupport.parkNanos(this, TICK.toNanos());
      }
      step();
    }
    disconnect();
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /// Moves what there is to move.
  void step() {
    if (frames.getAndSet(0) == 0) {
      return;
    }
    try {
      round();
      failing = false;
    } catch (Throwable e) {
      frames.incrementAndGet();
      disconnect();
      if (!failing) {
        LOG.log(System.Logger.Level.WARNING, "The log cannot be moved; trying on", e);
      }
      failing = true;
    }
  }

  private void round() {
    Log log = move();
    for (int i = 1; i < ROUNDS_MAX && log.rest() > FRAMES_FEW; i++) {
      log = move();
    }
    if (log.frames() >= limits.framesMax()) {
      readers.whileNobodyReads(this::finish);
    } else if (log.frames() >= limits.framesEnough()) {
      finish();
    }
  }

  private void finish() {
    commits.lock();
    try {
      move();
    } finally {
      commits.unlock();
    }
  }

  /// Moves what can be moved without anybody waiting.
  private Log move() {
    if (connection == null) {
      connection = driver.connect(Role.CHECKPOINT);
    }
    return connection
        .find(
            "PRAGMA wal_checkpoint(PASSIVE)",
            row -> new Log(Math.max(0, row.longAt(2)), Math.max(0, row.longAt(3))))
        .orElseThrow();
  }
}
