package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.StoreUnavailableException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Deletes what waited for endpoints that have been removed. There may be millions of rows, and one
/// transaction for all of them would make everybody wait; so it takes a few hundred at a time,
/// between the commits of others. Nobody waits for it: the rows have no effect once their endpoint
/// is gone.
///
/// It runs on a thread of its own while there is something to do. What is left when the database
/// closes or fails is done at the next start, or after the next removal.
final class Sweep {
  /// A few milliseconds of the writer's time, also when each row is on a page of its own.
  private static final int DELIVERIES_PER_STEP = 500;

  private static final System.Logger LOG = System.getLogger(Sweep.class.getName());

  private final Database database;
  private final AtomicInteger requests = new AtomicInteger();

  Sweep(Database database) {
    this.database = database;
  }

  /// Makes sure that it runs. Returns at once.
  void start() {
    if (requests.getAndIncrement() == 0) {
      Thread.ofVirtual().name("store-sweep").start(this::run);
    }
  }

  private void run() {
    try {
      int served;
      do {
        served = requests.get();
        stepThrough();
      } while (requests.addAndGet(-served) > 0);
    } catch (StoreUnavailableException e) {
      requests.set(0);
      LOG.log(System.Logger.Level.DEBUG, "The sweep goes on later: {0}", e.getMessage());
    }
  }

  private void stepThrough() {
    boolean more = true;
    while (more) {
      more = step();
    }
  }

  /// Deletes some rows and returns whether there may be more.
  boolean step() {
    return database.write(
        tx -> {
          Optional<EndpointId> endpoint = EndpointTable.findUnswept(tx);
          endpoint.ifPresent(id -> sweep(tx, id));
          return endpoint.isPresent();
        });
  }

  private static void sweep(WriteTx tx, EndpointId id) {
    int waiting = QueueTables.cancelWaiting(tx, id, DELIVERIES_PER_STEP);
    int standing = LineTables.cancel(tx, id, DELIVERIES_PER_STEP);
    if (Math.max(waiting, standing) < DELIVERIES_PER_STEP) {
      EndpointTable.markSwept(tx, id);
    }
  }
}
