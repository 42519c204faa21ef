package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `apple_call`.
final class CallTable {
  private static final String SELECT =
      "SELECT id, channel_id, at, path, outcome, good, millis, trace FROM apple_call ";

  private CallTable() {}

  /// `call`'s number is not looked at.
  static void add(WriteTx tx, Call call) {
    tx.update(
        """
        INSERT INTO apple_call (channel_id, at, path, outcome, good, millis, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        call.channelId(),
        call.at(),
        call.path(),
        call.outcome(),
        call.good(),
        call.millis(),
        call.trace());
  }

  static List<Call> list(ReadTx tx, long before, int limit) {
    return tx.list(
        SELECT + "WHERE id < ? ORDER BY id DESC LIMIT ?", CallTable::call, before, limit);
  }

  static List<Call> ofChannel(ReadTx tx, String channelId, long before, int limit) {
    return tx.list(
        SELECT + "WHERE channel_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
        CallTable::call,
        channelId,
        before,
        limit);
  }

  /// Forgets some of the oldest, from before `moment` or beyond the newest `rowsMax`; returns how
  /// many.
  static int forget(WriteTx tx, Instant moment, long rowsMax, int limit) {
    return tx.update(
        """
        DELETE FROM apple_call WHERE id IN
          (SELECT id FROM apple_call ORDER BY id LIMIT ?)
          AND (at < ? OR id <= (SELECT MAX(id) FROM apple_call) - ?)
        """,
        limit,
        moment,
        rowsMax);
  }

  private static Call call(Row row) {
    return new Call(
        row.longAt(1),
        row.text(2),
        row.instant(3),
        row.text(4),
        row.text(5),
        row.booleanAt(6),
        row.longAt(7),
        row.text(8));
  }
}
