package io.fleetwire.knox;

import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.Subject;
import io.fleetwire.store.Database;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Does the accepted operations, chunk by chunk.
///
/// A chunk is one transaction: the devices, their results and the operation's progress change
/// together, and the transaction of the last chunk also accepts the event. So a crash at any line
/// repeats nothing and forgets nothing, and there is exactly one event for each operation. A step
/// gives every waiting operation one chunk in turn: a small one does not wait for a large one, and
/// many small ones share a commit.
final class OperationPump implements Pump {
  /// So many operations share a step; the others are first in the next one.
  private static final int ROUND_MAX = 128;

  /// How long a finished operation can be looked up.
  static final Duration KEPT = Duration.ofDays(30);

  private static final int REMOVED_PER_STEP_MAX = 20;

  private final Database database;
  private final SqlEngineStore engineStore;
  private final Intake intake;
  private final DeviceDesk desk;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  OperationPump(
      Database database,
      SqlEngineStore engineStore,
      Intake intake,
      DeviceDesk desk,
      InstantSource clock) {
    this.database = database;
    this.engineStore = engineStore;
    this.intake = intake;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kdms-operation";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public synchronized Instant step() {
    List<OperationTable.Waiting> waiting =
        database.read(tx -> OperationTable.waiting(tx, ROUND_MAX));
    if (waiting.isEmpty()) {
      return forget() ? clock.instant() : Instant.MAX;
    }
    serve(waiting);
    return clock.instant();
  }

  /// One operation that cannot go on must not stop the others.
  private void serve(List<OperationTable.Waiting> waiting) {
    List<RuntimeException> failures = new ArrayList<>();
    for (List<Long> rows : shares(waiting)) {
      if (rows.size() == 1 || !served(rows)) {
        rows.forEach(row -> serve(row, failures));
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /// Small operations share a transaction, as long as it is no larger than one full chunk.
  private static List<List<Long>> shares(List<OperationTable.Waiting> waiting) {
    List<List<Long>> shares = new ArrayList<>();
    int room = 0;
    for (OperationTable.Waiting operation : waiting) {
      if (room < operation.entries()) {
        shares.add(new ArrayList<>());
        room = OperationTable.CHUNK_ENTRIES;
      }
      shares.getLast().add(operation.row());
      room -= operation.entries();
    }
    return shares;
  }

  /// Whether a chunk of each could be done together; else nothing was.
  private boolean served(List<Long> rows) {
    try {
      database.write(
          tx -> {
            rows.forEach(row -> serve(tx, row));
            return true;
          });
      return true;
    } catch (RuntimeException | AssertionError e) {
      // Each alone tells which of them cannot go on.
      return false;
    }
  }

  private void serve(long row, List<RuntimeException> failures) {
    try {
      database.write(tx -> serve(tx, row));
    } catch (RuntimeException e) {
      failures.add(e);
    } catch (AssertionError e) {
      failures.add(new IllegalStateException("operation " + row + " cannot go on", e));
    }
  }

  private boolean serve(WriteTx tx, long row) {
    OperationProgress before = OperationTable.get(tx, row);
    if (before.isFinished()) {
      return false;
    }
    Instant now = clock.instant();
    List<String> identifiers =
        OperationTable.chunk(tx, row, before.chunksDone()).stream()
            .map(DeviceEntry::identifier)
            .toList();
    List<DeviceEntry> results = desk.process(tx, before.operation(), identifiers, now);
    int successes = (int) results.stream().filter(r -> !r.result().isFailure()).count();
    OperationProgress after = before.after(results.size(), successes, now);
    OperationTable.finishChunk(tx, after, results);
    if (after.isFinished()) {
      tell(tx, after);
    }
    return true;
  }

  private void tell(WriteTx tx, OperationProgress finished) {
    BulkOperation operation = finished.operation();
    List<DeviceEntry> entries = OperationTable.entries(tx, finished.row());
    intake.accept(
        engineStore.in(tx),
        new NewEvent(
            operation.organization(),
            operation.kind().event(),
            new Subject(operation.id()),
            operation.trace(),
            finished.changedAt(),
            OperationPayload.of(finished, entries)));
  }

  /// Removes some of the operations whose time is over; false when there are none.
  private boolean forget() {
    Instant end = clock.instant().minus(KEPT);
    List<Long> old =
        database.read(tx -> OperationTable.finishedBefore(tx, end, REMOVED_PER_STEP_MAX));
    if (old.isEmpty()) {
      return false;
    }
    return database.write(
        tx -> {
          old.forEach(row -> OperationTable.remove(tx, row));
          return true;
        });
  }
}
