package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `lab_sample`.
final class SampleTable {
  private static final String SELECT =
      "SELECT organization, stream, step, due_at, ends_at FROM lab_sample";

  private SampleTable() {}

  /// How far a story has come.
  record Progress(
      OrganizationId organization, String stream, int step, Instant dueAt, Instant endsAt) {

    Progress next(Instant due) {
      return new Progress(organization, stream, step + 1, due, endsAt);
    }
  }

  static void put(WriteTx tx, Progress progress) {
    tx.update(
        """
        INSERT INTO lab_sample (organization, stream, step, due_at, ends_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (organization) DO UPDATE SET stream = excluded.stream, step = excluded.step,
          due_at = excluded.due_at, ends_at = excluded.ends_at
        """,
        progress.organization().value(),
        progress.stream(),
        progress.step(),
        progress.dueAt(),
        progress.endsAt());
  }

  static Optional<Progress> find(ReadTx tx, OrganizationId organization) {
    return tx.find(SELECT + " WHERE organization = ?", SampleTable::progress, organization.value());
  }

  static List<Progress> due(ReadTx tx, Instant now, int limit) {
    return tx.list(
        SELECT + " WHERE due_at <= ? ORDER BY due_at LIMIT ?", SampleTable::progress, now, limit);
  }

  static Optional<Instant> nextDue(ReadTx tx) {
    return tx.find("SELECT min(due_at) FROM lab_sample", row -> row.findInstant(1))
        .flatMap(found -> found);
  }

  static void remove(WriteTx tx, OrganizationId organization) {
    tx.update("DELETE FROM lab_sample WHERE organization = ?", organization.value());
  }

  private static Progress progress(Row row) {
    return new Progress(
        new OrganizationId(row.longAt(1)),
        row.text(2),
        row.intAt(3),
        row.instant(4),
        row.instant(5));
  }
}
