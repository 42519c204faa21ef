package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.apple.AppleBook.Calls;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `apple_call`.
final class CallTable {
  private static final String SELECT =
      "SELECT id, channel_id, at, path, outcome, good, asked, answered, millis, trace"
          + " FROM apple_call WHERE id < ?";

  private static final String NEWEST = " ORDER BY id DESC LIMIT ?";

  private CallTable() {}

  /// `call`'s number is not looked at.
  static void add(WriteTx tx, Call call) {
    tx.update(
        """
        INSERT INTO apple_call
          (channel_id, at, path, outcome, good, asked, answered, millis, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        call.channelId(),
        call.at(),
        call.path(),
        call.outcome(),
        call.good(),
        call.size().asked(),
        call.size().answered(),
        call.millis(),
        call.trace());
  }

  /// Those before the call `before`, the newest first.
  record Page(Calls which, long before, int limit) {}

  static List<Call> list(ReadTx tx, Page page) {
    return tx.list(
        SELECT + only(page.which()) + NEWEST, CallTable::call, page.before(), page.limit());
  }

  static List<Call> ofChannel(ReadTx tx, String channelId, Page page) {
    return tx.list(
        SELECT + " AND channel_id = ?" + only(page.which()) + NEWEST,
        CallTable::call,
        page.before(),
        channelId,
        page.limit());
  }

  private static String only(Calls which) {
    return switch (which) {
      case ALL -> "";
      case FAILED -> " AND good = 0";
    };
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
        new AppleBook.Size(row.longAt(7), row.longAt(8)),
        row.longAt(9),
        row.text(10));
  }
}
