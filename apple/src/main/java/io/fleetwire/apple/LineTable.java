package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Kind;
import io.fleetwire.apple.AppleBook.Line;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `apple_line`.
final class LineTable {
  private LineTable() {}

  /// `line`'s number is not looked at.
  static void add(WriteTx tx, String channelId, Line line) {
    tx.update(
        """
        INSERT INTO apple_line (channel_id, at, kind, title, detail, command_uuid, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        channelId,
        line.at(),
        line.kind().name(),
        line.title(),
        line.detail(),
        line.commandUuid(),
        line.trace());
  }

  static List<Line> list(ReadTx tx, String channelId, long before, int limit) {
    return tx.list(
        """
        SELECT id, at, kind, title, detail, command_uuid, trace FROM apple_line
        WHERE channel_id = ? AND id < ? ORDER BY id DESC LIMIT ?
        """,
        row ->
            new Line(
                row.longAt(1),
                row.instant(2),
                Kind.valueOf(row.text(3)),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7)),
        channelId,
        before,
        limit);
  }

  /// Forgets some of the oldest, from before `moment` or beyond the newest `rowsMax`; returns how
  /// many.
  static int forget(WriteTx tx, Instant moment, long rowsMax, int limit) {
    return tx.update(
        """
        DELETE FROM apple_line WHERE id IN
          (SELECT id FROM apple_line ORDER BY id LIMIT ?)
          AND (at < ? OR id <= (SELECT MAX(id) FROM apple_line) - ?)
        """,
        limit,
        moment,
        rowsMax);
  }
}
