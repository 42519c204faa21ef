package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Declaration;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.util.List;

/// The table `apple_declaration`.
final class DeclarationTable {
  /// More than any fleet gives to one device; what is beyond is not written down.
  static final int LIST_MAX = 500;

  private DeclarationTable() {}

  static void put(WriteTx tx, String channelId, Declaration declaration) {
    tx.update(
        """
        INSERT INTO apple_declaration (channel_id, kind, identifier, server_token, active, valid,
          reasons, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (channel_id, kind, identifier) DO UPDATE SET
          server_token = excluded.server_token, active = excluded.active, valid = excluded.valid,
          reasons = excluded.reasons, at = excluded.at
        """,
        channelId,
        declaration.kind(),
        declaration.identifier(),
        declaration.serverToken(),
        declaration.active(),
        declaration.valid(),
        declaration.reasons(),
        declaration.at());
  }

  /// Forgets what a channel reported.
  static void clear(WriteTx tx, String channelId) {
    tx.update("DELETE FROM apple_declaration WHERE channel_id = ?", channelId);
  }

  static List<Declaration> list(ReadTx tx, String channelId, int limit) {
    return tx.list(
        """
        SELECT kind, identifier, server_token, active, valid, reasons, at FROM apple_declaration
        WHERE channel_id = ? ORDER BY kind, identifier LIMIT ?
        """,
        row ->
            new Declaration(
                row.text(1),
                row.text(2),
                row.text(3),
                row.booleanAt(4),
                row.text(5),
                row.text(6),
                row.instant(7)),
        channelId,
        limit);
  }
}
