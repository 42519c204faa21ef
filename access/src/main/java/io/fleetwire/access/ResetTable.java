package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `password_reset`.
final class ResetTable {
  private ResetTable() {}

  /// Whose password may be set, and who has made the link; nobody is whoever runs the server.
  record Stored(UserId user, Optional<UserId> maker) {}

  /// In the place of an earlier link of the same user.
  static void put(WriteTx tx, Stored reset, byte[] tokenHash, Instant expiresAt) {
    tx.update("DELETE FROM password_reset WHERE user_id = ?", reset.user().value());
    tx.update(
        "INSERT INTO password_reset (user_id, token_hash, maker_id, expires_at) VALUES (?, ?, ?,"
            + " ?)",
        reset.user().value(),
        tokenHash,
        reset.maker().map(UserId::value).orElse(null),
        expiresAt);
  }

  static Optional<Stored> find(ReadTx tx, byte[] tokenHash, Instant now) {
    return tx.find(
        "SELECT user_id, maker_id FROM password_reset WHERE token_hash = ? AND expires_at > ?",
        row -> new Stored(new UserId(row.longAt(1)), row.findLong(2).map(UserId::new)),
        tokenHash,
        now);
  }

  static void delete(WriteTx tx, UserId user) {
    tx.update("DELETE FROM password_reset WHERE user_id = ?", user.value());
  }

  /// What somebody has made or was given, who goes.
  static void deleteAbout(WriteTx tx, UserId user) {
    tx.update(
        "DELETE FROM password_reset WHERE user_id = ? OR maker_id = ?", user.value(), user.value());
  }

  static int deleteExpired(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM password_reset WHERE user_id IN
          (SELECT user_id FROM password_reset WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }
}
