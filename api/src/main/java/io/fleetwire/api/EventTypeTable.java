package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `api_event_type`.
final class EventTypeTable {

  private EventTypeTable() {}

  static List<PublishedType> load(ReadTx tx) {
    return tx.list(
        """
        SELECT id, organization_id, name, description, schema, version, created_at, changed_at,
          archived_at
        FROM api_event_type ORDER BY id
        """,
        EventTypeTable::type);
  }

  /// Adds a type that is not there yet, and returns its row.
  static long add(WriteTx tx, PublishedType type) {
    tx.update(
        """
        INSERT INTO api_event_type
          (organization_id, name, description, schema, version, created_at, changed_at)
        VALUES (?, ?, ?, ?, 1, ?, ?)
        """,
        type.organization().value(),
        type.type().name(),
        type.description(),
        orNull(type.schema()),
        type.life().createdAt(),
        type.life().changedAt());
    return tx.find(
            "SELECT id FROM api_event_type WHERE organization_id = ? AND name = ?",
            row -> row.longAt(1),
            type.organization().value(),
            type.type().name())
        .orElseThrow();
  }

  static void replace(WriteTx tx, PublishedType type) {
    tx.update(
        """
        UPDATE api_event_type
        SET description = ?, schema = ?, version = ?, changed_at = ?, archived_at = ? WHERE id = ?
        """,
        type.description(),
        orNull(type.schema()),
        type.life().version(),
        type.life().changedAt(),
        type.isArchived() ? type.life().archivedAt() : null,
        type.life().row());
  }

  private static @Nullable String orNull(String schema) {
    return schema.isEmpty() ? null : schema;
  }

  private static PublishedType type(Row row) {
    return new PublishedType(
        new OrganizationId(row.longAt(2)),
        new EventType(row.text(3)),
        row.text(4),
        row.findText(5).orElse(""),
        new PublishedType.Life(
            row.longAt(1),
            row.longAt(6),
            row.instant(7),
            row.instant(8),
            row.findInstant(9).orElse(Instant.MAX)));
  }
}
