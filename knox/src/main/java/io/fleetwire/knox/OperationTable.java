package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The tables `kdms_operation` and `kdms_operation_chunk`.
final class OperationTable {
  /// So many identifiers are done in one transaction: few enough to hold other writers back for ten
  /// milliseconds only, enough to do ten thousand in ten commits.
  static final int CHUNK_ENTRIES = 1_000;

  private static final String PROGRESS =
      """
      SELECT id, operation, organization, kind, kai, transaction_name, trace, total, duplicates,
        chunks, chunks_done, succeeded, failed, created_at, served_at
      FROM kdms_operation
      """;

  private OperationTable() {}

  static void add(WriteTx tx, BulkOperation operation, List<String> identifiers) {
    int chunks = (identifiers.size() + CHUNK_ENTRIES - 1) / CHUNK_ENTRIES;
    tx.update(
        """
        INSERT INTO kdms_operation
          (operation, organization, kind, kai, transaction_name, trace, total, duplicates,
           chunks, chunks_done, succeeded, failed, created_at, served_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)
        """,
        operation.id(),
        operation.organization().value(),
        operation.kind().name().toLowerCase(Locale.ROOT),
        operation.isForKai(),
        operation.transaction(),
        operation.trace().value(),
        operation.total(),
        operation.duplicates(),
        chunks,
        operation.createdAt(),
        operation.createdAt());
    for (int number = 0; number < chunks; number++) {
      int first = number * CHUNK_ENTRIES;
      int end = Math.min(identifiers.size(), first + CHUNK_ENTRIES);
      addChunk(tx, operation.id(), number, identifiers.subList(first, end));
    }
  }

  private static void addChunk(WriteTx tx, String operation, int number, List<String> identifiers) {
    tx.update(
        """
        INSERT INTO kdms_operation_chunk (operation, number, first, entries)
        SELECT id, ?, ?, ? FROM kdms_operation WHERE operation = ?
        """,
        number,
        number * CHUNK_ENTRIES,
        DeviceEntries.pack(identifiers.stream().map(DeviceEntry::pending).toList()),
        operation);
  }

  /// An operation with work left: its row, and how many identifiers its next chunk has.
  record Waiting(long row, int entries) {}

  /// Operations with work left, the longest unserved first.
  static List<Waiting> waiting(ReadTx tx, int limit) {
    return tx.list(
        """
        SELECT id, total - chunks_done * ? FROM kdms_operation WHERE finished_at IS NULL
        ORDER BY served_at, id LIMIT ?
        """,
        row -> new Waiting(row.longAt(1), Math.min(CHUNK_ENTRIES, row.intAt(2))),
        CHUNK_ENTRIES,
        limit);
  }

  static int countWaiting(ReadTx tx, OrganizationId organization) {
    return tx.find(
            """
            SELECT count(*) FROM kdms_operation
            WHERE organization = ? AND finished_at IS NULL
            """,
            row -> row.intAt(1),
            organization.value())
        .orElse(0);
  }

  static OperationProgress get(ReadTx tx, long row) {
    return tx.find(PROGRESS + " WHERE id = ?", OperationTable::progress, row).orElseThrow();
  }

  static Optional<OperationProgress> find(ReadTx tx, OrganizationId organization, String id) {
    return tx.find(
        PROGRESS + " WHERE operation = ? AND organization = ?",
        OperationTable::progress,
        id,
        organization.value());
  }

  /// The newest of an organization, those first.
  static List<OperationProgress> list(ReadTx tx, OrganizationId organization, int limit) {
    return tx.list(
        PROGRESS + " WHERE organization = ? ORDER BY id DESC LIMIT ?",
        OperationTable::progress,
        organization.value(),
        limit);
  }

  static List<DeviceEntry> chunk(ReadTx tx, long row, int number) {
    return tx.find(
            "SELECT entries FROM kdms_operation_chunk WHERE operation = ? AND number = ?",
            found -> DeviceEntries.unpack(found.bytes(1)),
            row,
            number)
        .orElseThrow();
  }

  /// All entries of an operation, in their order.
  static List<DeviceEntry> entries(ReadTx tx, long row) {
    List<DeviceEntry> all = new ArrayList<>();
    tx.list(
            "SELECT entries FROM kdms_operation_chunk WHERE operation = ? ORDER BY number",
            found -> DeviceEntries.unpack(found.bytes(1)),
            row)
        .forEach(all::addAll);
    return all;
  }

  /// The entries of an operation from `offset` on, at most `limit` of them.
  static List<DeviceEntry> entries(ReadTx tx, long row, long offset, int limit) {
    List<DeviceEntry> found = new ArrayList<>();
    long firstChunk = offset / CHUNK_ENTRIES;
    long lastChunk = (offset + limit - 1) / CHUNK_ENTRIES;
    tx.list(
            """
            SELECT entries FROM kdms_operation_chunk
            WHERE operation = ? AND number BETWEEN ? AND ? ORDER BY number
            """,
            chunk -> DeviceEntries.unpack(chunk.bytes(1)),
            row,
            firstChunk,
            lastChunk)
        .forEach(found::addAll);
    int from = (int) Math.min(found.size(), offset - firstChunk * CHUNK_ENTRIES);
    return found.subList(from, Math.min(found.size(), from + limit));
  }

  /// Stores the results of the chunk that was next, and how far the operation is now.
  static void finishChunk(WriteTx tx, OperationProgress now, List<DeviceEntry> results) {
    int chunks =
        tx.update(
            "UPDATE kdms_operation_chunk SET entries = ? WHERE operation = ? AND number = ?",
            DeviceEntries.pack(results),
            now.row(),
            now.chunksDone() - 1);
    int operations =
        tx.update(
            """
            UPDATE kdms_operation SET chunks_done = ?, succeeded = ?, failed = ?, served_at = ?,
              finished_at = CASE WHEN chunks = ? THEN ? END
            WHERE id = ? AND chunks_done = ?
            """,
            now.chunksDone(),
            now.succeeded(),
            now.failed(),
            now.changedAt(),
            now.chunksDone(),
            now.changedAt(),
            now.row(),
            now.chunksDone() - 1);
    Must.hold(chunks == 1 && operations == 1, "a chunk is done once, in its turn");
  }

  /// Some operations that ended before `end`.
  static List<Long> finishedBefore(ReadTx tx, Instant end, int limit) {
    return tx.list(
        "SELECT id FROM kdms_operation WHERE finished_at < ? ORDER BY finished_at LIMIT ?",
        row -> row.longAt(1),
        end,
        limit);
  }

  static void remove(WriteTx tx, long row) {
    tx.update("DELETE FROM kdms_operation_chunk WHERE operation = ?", row);
    tx.update("DELETE FROM kdms_operation WHERE id = ?", row);
  }

  private static OperationProgress progress(Row row) {
    BulkOperation operation =
        new BulkOperation(
            row.text(2),
            new OrganizationId(row.longAt(3)),
            BulkOperation.Kind.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
            row.booleanAt(5) ? Set.of(TargetService.KAI) : Set.of(),
            row.text(6),
            new TraceId(row.text(7)),
            row.intAt(8),
            row.intAt(9),
            row.instant(14));
    return new OperationProgress(
        row.longAt(1),
        operation,
        row.intAt(10),
        row.intAt(11),
        row.intAt(12),
        row.intAt(13),
        row.instant(15));
  }
}
