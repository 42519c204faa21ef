package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `session`.
final class SessionTable {
  private SessionTable() {}

  /// A session as it is stored, whether or not it is over.
  record StoredSession(UserId user, Instant seenAt, Instant expiresAt) {}

  /// One of a user's list.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Listed(byte[] tokenHash, String from, Instant openedAt, Instant seenAt) {}

  static void insert(WriteTx tx, byte[] tokenHash, StoredSession session, String from) {
    tx.update(
        """
        INSERT INTO session (token_hash, user_id, created_at, seen_at, expires_at, remote_address)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        tokenHash,
        session.user().value(),
        session.seenAt(),
        session.seenAt(),
        session.expiresAt(),
        from);
  }

  /// Those that live at `now`, whoever was idle since `idleSince` aside, the last seen first.
  static List<Listed> list(ReadTx tx, UserId user, Instant now, Instant idleSince) {
    return tx.list(
        """
        SELECT token_hash, remote_address, created_at, seen_at FROM session
        WHERE user_id = ? AND expires_at > ? AND seen_at > ? ORDER BY seen_at DESC, created_at\
        """,
        row -> new Listed(row.bytes(1), row.text(2), row.instant(3), row.instant(4)),
        user.value(),
        now,
        idleSince);
  }

  /// All of a user but this one.
  static int deleteOthers(WriteTx tx, UserId user, byte[] tokenHash) {
    return tx.update(
        "DELETE FROM session WHERE user_id = ? AND token_hash <> ?", user.value(), tokenHash);
  }

  static Optional<StoredSession> find(ReadTx tx, byte[] tokenHash) {
    return tx.find(
        "SELECT user_id, seen_at, expires_at FROM session WHERE token_hash = ?",
        row -> new StoredSession(new UserId(row.longAt(1)), row.instant(2), row.instant(3)),
        tokenHash);
  }

  static void see(WriteTx tx, byte[] tokenHash, Instant now) {
    tx.update("UPDATE session SET seen_at = ? WHERE token_hash = ?", now, tokenHash);
  }

  static boolean delete(WriteTx tx, byte[] tokenHash) {
    return tx.update("DELETE FROM session WHERE token_hash = ?", tokenHash) == 1;
  }

  static void deleteOf(WriteTx tx, UserId user) {
    tx.update("DELETE FROM session WHERE user_id = ?", user.value());
  }

  /// All but the newest `kept` of a user.
  static void deleteOldest(WriteTx tx, UserId user, int kept) {
    tx.update(
        """
        DELETE FROM session WHERE user_id = ? AND token_hash NOT IN
          (SELECT token_hash FROM session WHERE user_id = ?
           ORDER BY seen_at DESC, token_hash LIMIT ?)\
        """,
        user.value(),
        user.value(),
        kept);
  }

  static int deleteExpired(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM session WHERE token_hash IN
          (SELECT token_hash FROM session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }
}
