package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.util.List;

/// The table `audit_entry`.
final class AuditTable {
  private AuditTable() {}

  static void insert(WriteTx tx, AuditEntry entry) {
    tx.update(
        """
        INSERT INTO audit_entry (organization_id, at, actor, action, subject, detail)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        entry.organization().value(),
        entry.at(),
        entry.actor(),
        entry.action(),
        entry.subject(),
        entry.detail());
  }

  static List<AuditEntry> list(ReadTx tx, AuditQuery query, int limit) {
    return tx.list(
        """
        SELECT id, at, actor, action, subject, detail FROM audit_entry
        WHERE organization_id = ? AND id < ? AND (? = '' OR actor = ?)
          AND substr(action, 1, length(?)) = ? ORDER BY id DESC LIMIT ?\
        """,
        row ->
            new AuditEntry(
                row.longAt(1),
                query.organization(),
                row.instant(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6)),
        query.organization().value(),
        query.before(),
        query.actor(),
        query.actor(),
        query.action(),
        query.action(),
        limit);
  }
}
