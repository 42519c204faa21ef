package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
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

  /// The longest wait between two rounds, and the tick by which slow readers are timed.
  private static final Duration TICK = Duration.ofSeconds(1);

  /// Half a minute for a query is a report that should have been paged.
  private static final int READ_TICKS_MAX = 30;

  /// Changed rows that are worth a round before the tick: a few mebibytes of log.
  private static final int ROWS_WORTH_A_ROUND = 20_000;

  /// A log of 16 MiB is started anew when it can be: it stays in the machine's cache.
  private static final long FRAMES_ENOUGH = 4_000;

  /// A log of 256 MiB must be started anew: it slows readers down and fills the disk.
  private static final long FRAMES_MAX = 64_000;

  /// So few pages are moved within a millisecond or two, while the writer waits.
  private static final long FRAMES_FEW = 200;

  /// If the writer is faster than this many rounds, it may as well wait a little.
  private static final int ROUNDS_MAX = 3;

  private final SqliteFile file;
  private final Readers readers;
  private final ReentrantLock commits;
  private final Thread thread;
  private final AtomicInteger rows = new AtomicInteger();
  private volatile boolean closed;
  private boolean failing;
  private @Nullable SqlConnection connection;

  /// Takes `commits` to come between two transactions.
  Checkpointer(SqliteFile file, Readers readers, ReentrantLock commits) {
    this.file = file;
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

  /// Notes that so many rows have been changed.
  void committed(int changed) {
    if (rows.addAndGet(changed) >= ROWS_WORTH_A_ROUND) {
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
      if (rows.get() < ROWS_WORTH_A_ROUND) {
        LockSupport.parkNanos(this, TICK.toNanos());
        readers.endSlow(READ_TICKS_MAX);
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
    if (rows.getAndSet(0) == 0) {
      return;
    }
    try {
      round();
      failing = false;
    } catch (StoreUnavailableException | AssertionError e) {
      rows.incrementAndGet();
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
    if (log.frames() >= FRAMES_MAX) {
      readers.whileNobodyReads(this::finish);
    } else if (log.frames() >= FRAMES_ENOUGH) {
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
      connection = file.connect(SqliteFile.Role.CHECKPOINT);
    }
    return connection
        .find(
            "PRAGMA wal_checkpoint(PASSIVE)",
            row -> new Log(Math.max(0, row.longAt(2)), Math.max(0, row.longAt(3))))
        .orElseThrow();
  }
}
