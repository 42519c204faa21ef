package io.fleetwire.knox;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.PageNumber;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Accepts uploads and deletions, and tells how far they are. What is told of devices comes in the
/// order of their identifiers, not in the caller's. Thread-safe.
final class BulkOperations {
  /// A million devices in line; whoever wants more waits for an answer first.
  static final int WAITING_MAX = 100;

  private final Database database;
  private final KnoxIds ids;
  private final InstantSource clock;
  private final Signal accepted;

  /// `accepted` is raised when there is work.
  BulkOperations(Database database, KnoxIds ids, InstantSource clock, Signal accepted) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.accepted = accepted;
  }

  /// Who asks for what, and how they call it.
  record Order(
      OrganizationId organization, BulkOperation.Kind kind, TraceId trace, BulkRequest request) {}

  /// A page of an operation's results.
  record Status(OperationProgress progress, List<DeviceEntry> entries) {
    public Status {
      entries = List.copyOf(entries);
    }
  }

  /// Makes an operation durable; empty when the organization has too many that are not done.
  Optional<BulkOperation> accept(Order order) {
    return accept(order, (_, _) -> {});
  }

  /// The same, with what `note` writes in the same commit.
  Optional<BulkOperation> accept(Order order, BiConsumer<WriteTx, BulkOperation> note) {
    BulkRequest request = order.request();
    // Neighbours in the index come together, so that each chunk writes a part of it and not all of
    // it: half the time, and the same for a large inventory as for a small one.
    List<String> identifiers = request.identifiers().stream().sorted().toList();
    BulkOperation operation =
        new BulkOperation(
            ids.nextObjectId(),
            order.organization(),
            order.kind(),
            request.targets(),
            ids.nextTransactionId(),
            order.trace(),
            identifiers.size(),
            request.duplicates(),
            clock.instant());
    return database.write(
        tx -> {
          if (OperationTable.countWaiting(tx, order.organization()) >= WAITING_MAX) {
            return Optional.empty();
          }
          OperationTable.add(tx, operation, identifiers);
          note.accept(tx, operation);
          tx.afterCommit(accepted::raise);
          return Optional.of(operation);
        });
  }

  Optional<Status> find(OrganizationId organization, String id, PageNumber page) {
    if (!KnoxIds.isObjectId(id)) {
      return Optional.empty();
    }
    return database.read(
        tx ->
            OperationTable.find(tx, organization, id)
                .map(
                    progress ->
                        new Status(
                            progress,
                            OperationTable.entries(
                                tx, progress.row(), page.offset(), page.size()))));
  }
}
