package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// One thread that reads, with its connection. It connects when it is first needed, so that a start
/// does not wait for it.
final class Reader {
  private final SqliteFile file;
  private final UnitQueue<ReadTx> queue;
  private final Lock snapshot;
  private final Thread thread;
  private final Object slowness = new Object();
  private @Nullable SqlConnection connection;

  // Both guarded by slowness: what is running, if anything, and for how many ticks.
  private @Nullable SqlConnection running;
  private int age;

  Reader(int number, SqliteFile file, UnitQueue<ReadTx> queue, Lock snapshot) {
    this.file = file;
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

  void endSlow(int ticks) {
    synchronized (slowness) {
      if (running != null && ++age > ticks) {
        running.interrupt();
      }
    }
  }

  private void run() {
    List<Unit<ReadTx, ?>> one = new ArrayList<>(1);
    while (queue.take(one, 1)) {
      Unit<ReadTx, ?> unit = one.getFirst();
      read(unit);
      unit.answer();
      one.clear();
    }
    disconnect();
  }

  private void read(Unit<ReadTx, ?> unit) {
    snapshot.lock();
    try {
      SqlConnection open = connected();
      begin(open);
      open.update("BEGIN");
      ReaderTx tx = new ReaderTx(open);
      boolean sound = unit.run(tx).filter(StoreUnavailableException.class::isInstance).isEmpty();
      tx.end();
      end(sound);
    } catch (Throwable e) {
      unit.fail(e);
      end(false);
    } finally {
      snapshot.unlock();
    }
  }

  private void begin(SqlConnection open) {
    synchronized (slowness) {
      running = open;
      age = 0;
    }
  }

  // A connection that has failed is given up; the next read opens the file again.
  private void end(boolean sound) {
    synchronized (slowness) {
      running = null;
    }
    if (sound && connection != null) {
      connection.rollback();
    } else {
      disconnect();
    }
  }

  private SqlConnection connected() {
    if (connection == null) {
      connection = file.connect(SqliteFile.Role.READER);
    }
    return connection;
  }

  private void disconnect() {
    SqlConnection last = connection;
    connection = null;
    if (last != null) {
      last.close();
    }
  }
}
