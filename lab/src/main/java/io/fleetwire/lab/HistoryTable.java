package io.fleetwire.lab;

import io.fleetwire.lab.HistoryEntry.Change;
import io.fleetwire.lab.HistoryEntry.Kind;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `lab_history`.
final class HistoryTable {
  /// Of one device: a phone that flaps all day must not fill the disk. Nobody reads further.
  static final int ENTRIES_MAX = 500;

  /// So many more may be there for a while, because they are dropped together.
  private static final int DROPPED_TOGETHER = 50;

  private HistoryTable() {}

  /// Writes down what became of `device`, at `now`; the number of `entry` is not looked at.
  static void add(WriteTx tx, long device, HistoryEntry entry, Instant now) {
    long number =
        tx.find(
                    "SELECT max(number) FROM lab_history WHERE device = ?",
                    row -> row.findLong(1),
                    device)
                .orElseThrow()
                .orElse(0L)
            + 1;
    Change change = entry.change();
    tx.update(
        """
        INSERT INTO lab_history (device, number, noted_at, at, kind, previous, effective, status,
          state, forced_offline, message, host, source, who, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        device,
        number,
        now,
        entry.at(),
        entry.kind().code(),
        change.previous().code(),
        change.effective().code(),
        change.status().code(),
        change.state().code(),
        change.forcedOffline(),
        change.message(),
        entry.host(),
        entry.source().kind().code(),
        entry.source().who(),
        entry.trace());
    if (number % DROPPED_TOGETHER == 0) {
      tx.update(
          "DELETE FROM lab_history WHERE device = ? AND number <= ?", device, number - ENTRIES_MAX);
    }
  }

  /// At most `limit` of a device before the entry `before`, the newest first.
  static List<HistoryEntry> list(ReadTx tx, long device, long before, int limit) {
    return tx.list(
        """
        SELECT number, at, kind, previous, effective, status, state, forced_offline, message, host,
          source, who, trace
        FROM lab_history WHERE device = ? AND number < ? ORDER BY number DESC LIMIT ?
        """,
        HistoryTable::entry,
        device,
        before,
        limit);
  }

  /// Forgets at most `limit` that were written down before `moment`, the oldest first; returns how
  /// many.
  static int forget(WriteTx tx, Instant moment, int limit) {
    return tx.update(
        """
        DELETE FROM lab_history WHERE (device, number) IN
          (SELECT device, number FROM lab_history WHERE noted_at < ? ORDER BY noted_at LIMIT ?)
        """,
        moment,
        limit);
  }

  private static HistoryEntry entry(Row row) {
    return new HistoryEntry(
        row.longAt(1),
        row.instant(2),
        Kind.of(row.text(3)),
        new Change(
            EffectiveStatus.of(row.text(4)),
            EffectiveStatus.of(row.text(5)),
            VendorStatus.of(row.text(6)),
            VendorState.of(row.text(7)),
            row.booleanAt(8),
            row.text(9)),
        row.text(10),
        new Source(Source.Kind.of(row.text(11)), row.text(12)),
        row.text(13));
  }
}
