package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// One thread that reads, with its connection. It connects when it is first needed, so that a start
/// does not wait for it.
final class Reader {
  private static final System.Logger LOG = System.getLogger(Reader.class.getName());

  private final Driver driver;
  private final UnitQueue<ReadTx> queue;
  private final Lock snapshot;
  private final Thread thread;
  private final Object runningLock = new Object();
  private @Nullable Running running; // guarded by runningLock
  private @Nullable SqlConnection connection;

  private record Running(Unit<ReadTx, ?> unit, SqlConnection connection) {}

  Reader(int number, Driver driver, UnitQueue<ReadTx> queue, Lock snapshot) {
    this.driver = driver;
    this.queue = queue;
    this.snapshot = snapshot;
    this.thread = Thread.ofPlatform().daemon().name("store-reader-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  void join() {
    Threads.join(thread);
  }

  /// Ends the query of `unit`, if it is running here.
  void end(Unit<ReadTx, ?> unit) {
    synchronized (runningLock) {
      if (running != null && running.unit().equals(unit)) {
        running.connection().interrupt();
      }
    }
  }

  private void run() {
    List<Unit<ReadTx, ?>> one = new ArrayList<>(1);
    while (queue.take(one, 1)) {
      try {
        read(one.getFirst());
      } finally {
        // Whatever happens, nobody is left waiting.
        one.getFirst().answer();
        one.clear();
      }
    }
    disconnect();
  }

  private void read(Unit<ReadTx, ?> unit) {
    snapshot.lock();
    boolean sound = false;
    try {
      SqlConnection open = connected();
      set(new Running(unit, open));
      open.begin();
      ReaderTx tx = new ReaderTx(open);
      sound = unit.run(tx).filter(StoreUnavailableException.class::isInstance).isEmpty();
      tx.end();
    } catch (Throwable e) {
      unit.fail(e);
    } finally {
      set(null);
      end(sound);
      snapshot.unlock();
    }
  }

  private void set(@Nullable Running next) {
    synchronized (runningLock) {
      running = next;
    }
  }

  // A connection that has failed is given up; the next read connects again.
  private void end(boolean sound) {
    try {
      if (sound && connection != null) {
        connection.rollback();
        return;
      }
    } catch (StoreUnavailableException | AssertionError e) {
      LOG.log(System.Logger.Level.WARNING, "A reader's connection is given up", e);
    }
    disconnect();
  }

  private SqlConnection connected() {
    if (connection == null) {
      connection = driver.connect(Role.READER);
    }
    return connection;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
