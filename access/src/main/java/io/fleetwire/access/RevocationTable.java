package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `revocation`.
final class RevocationTable {
  private RevocationTable() {}

  /// A subject and until when it matters.
  record Revocation(String subject, Instant expiresAt) {}

  static void put(WriteTx tx, Revocation revocation) {
    tx.update(
        """
        INSERT INTO revocation (subject, expires_at) VALUES (?, ?)
        ON CONFLICT (subject) DO UPDATE SET expires_at = excluded.expires_at
          WHERE excluded.expires_at > revocation.expires_at\
        """,
        revocation.subject(),
        revocation.expiresAt());
  }

  static boolean contains(ReadTx tx, String subject) {
    return tx.find("SELECT 1 FROM revocation WHERE subject = ?", row -> row.longAt(1), subject)
        .isPresent();
  }

  static Optional<Instant> until(ReadTx tx, String subject) {
    return tx.find(
        "SELECT expires_at FROM revocation WHERE subject = ?", row -> row.instant(1), subject);
  }

  /// The `limit` that matter for longest.
  static List<Revocation> list(ReadTx tx, int limit) {
    return tx.list(
        "SELECT subject, expires_at FROM revocation ORDER BY expires_at DESC LIMIT ?",
        row -> new Revocation(row.text(1), row.instant(2)),
        limit);
  }

  static int deleteExpired(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM revocation WHERE subject IN
          (SELECT subject FROM revocation WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }
}
