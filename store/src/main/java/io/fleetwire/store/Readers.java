package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The threads that read. Callers are virtual threads; a query inside the driver's native code
/// would hold on to one of the few threads that carry them, so it runs here instead.
final class Readers implements AutoCloseable {
  private final Duration patience;
  private final UnitQueue<ReadTx> queue = new UnitQueue<>();
  private final ReentrantReadWriteLock snapshots = new ReentrantReadWriteLock(true);
  private final List<Reader> readers;

  // How many threads there are, and how many callers wait for one. Guarded by this.
  private int started;
  private int asked;

  /// Ends a query for which a caller has waited for longer than `patience`.
  Readers(Driver driver, int count, Duration patience) {
    this.patience = patience;
    this.readers =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> new Reader(number, driver, queue, snapshots.readLock()))
            .toList();
  }

  <T> T read(Function<ReadTx, T> work) {
    Must.hold(
        readers.stream().noneMatch(Reader::isCurrentThread),
        "a read does not wait for another one");
    Unit<ReadTx, T> unit = new Unit<>(work);
    begin();
    try {
      queue.add(unit);
      while (!unit.isAnsweredWithin(patience)) {
        readers.forEach(reader -> reader.end(unit));
      }
      return unit.await();
    } finally {
      end();
    }
  }

  // One more thread as soon as all are busy: each has a connection, and whoever reads for himself,
  // as a start does, pays for one of them.
  private synchronized void begin() {
    asked++;
    if (asked > started && started < readers.size()) {
      readers.get(started).start();
      started++;
    }
  }

  private synchronized void end() {
    asked--;
  }

  /// Runs `action` while no snapshot is open; those that are wanted meanwhile wait.
  void whileNobodyReads(Runnable action) {
    snapshots.writeLock().lock();
    try {
      action.run();
    } finally {
      snapshots.writeLock().unlock();
    }
  }

  /// Lets the reads that have been handed in end.
  @Override
  public void close() {
    queue.close();
    readers.forEach(Reader::join);
  }
}
