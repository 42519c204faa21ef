package io.fleetwire.api;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.util.List;
import java.util.Optional;

/// The table `api_endpoint`.
final class EndpointNoteTable {
  private static final String COLUMNS =
      "endpoint_id, organization_id, description, version, created_at, changed_at";

  private EndpointNoteTable() {}

  static Optional<EndpointNote> find(ReadTx tx, OrganizationId organization, EndpointId id) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM api_endpoint WHERE endpoint_id = ? AND organization_id = ?",
        EndpointNoteTable::note,
        id.value(),
        organization.value());
  }

  /// Up to `limit` endpoints with greater ids than `after`, the oldest first.
  static List<EndpointNote> list(ReadTx tx, OrganizationId organization, long after, int limit) {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM api_endpoint WHERE organization_id = ? AND endpoint_id > ?"
            + " ORDER BY endpoint_id LIMIT ?",
        EndpointNoteTable::note,
        organization.value(),
        after,
        limit);
  }

  /// How many there are, counted up to `limit`.
  static int count(ReadTx tx, OrganizationId organization, int limit) {
    return tx.find(
            """
            SELECT count(*) FROM
              (SELECT 1 FROM api_endpoint WHERE organization_id = ? LIMIT ?)
            """,
            row -> row.intAt(1),
            organization.value(),
            limit)
        .orElseThrow();
  }

  static void add(WriteTx tx, EndpointNote note) {
    tx.update(
        "INSERT INTO api_endpoint (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)",
        note.id().value(),
        note.organization().value(),
        note.description(),
        note.version(),
        note.createdAt(),
        note.changedAt());
  }

  static void replace(WriteTx tx, EndpointNote note) {
    tx.update(
        "UPDATE api_endpoint SET description = ?, version = ?, changed_at = ?"
            + " WHERE endpoint_id = ?",
        note.description(),
        note.version(),
        note.changedAt(),
        note.id().value());
  }

  static void remove(WriteTx tx, EndpointId id) {
    tx.update("DELETE FROM api_endpoint WHERE endpoint_id = ?", id.value());
  }

  private static EndpointNote note(Row row) {
    return new EndpointNote(
        new EndpointId(row.longAt(1)),
        new OrganizationId(row.longAt(2)),
        row.text(3),
        row.longAt(4),
        row.instant(5),
        row.instant(6));
  }
}
