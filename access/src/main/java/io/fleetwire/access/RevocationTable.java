package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

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

  static List<Revocation> of(ReadTx tx, Revocations.Subjects subjects) {
    return tx.list(
        "SELECT subject, expires_at FROM revocation WHERE subject IN (?, ?, ?)",
        row -> new Revocation(row.text(1), row.instant(2)),
        subjects.token(),
        subjects.grant(),
        subjects.client());
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
