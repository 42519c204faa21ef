package io.fleetwire.apple;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The tables `apple_challenge`, `apple_renewal` and `apple_enrol_code`.
final class ChallengeTable {
  private ChallengeTable() {}

  /// A challenge that was given out. `keyHash` and `certificate` are there when it was used.
  record Challenge(Instant expiresAt, Optional<String> keyHash, Optional<byte[]> certificate) {}

  static void add(WriteTx tx, String hash, Instant expiresAt) {
    tx.update("INSERT INTO apple_challenge (hash, expires_at) VALUES (?, ?)", hash, expiresAt);
  }

  static Optional<Challenge> find(ReadTx tx, String hash) {
    return tx.find(
        "SELECT expires_at, key_hash, certificate FROM apple_challenge WHERE hash = ?",
        row -> new Challenge(row.instant(1), row.findText(2), row.findBytes(3)),
        hash);
  }

  static void use(WriteTx tx, String hash, String keyHash, byte[] certificate) {
    tx.update(
        "UPDATE apple_challenge SET key_hash = ?, certificate = ? WHERE hash = ?",
        keyHash,
        certificate,
        hash);
  }

  /// Forgets some of those whose time is over.
  static void forget(WriteTx tx, Instant now, int limit) {
    tx.update(
        """
        DELETE FROM apple_challenge WHERE hash IN
          (SELECT hash FROM apple_challenge WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
        """,
        now,
        limit);
  }

  static void addCode(WriteTx tx, String hash, Instant expiresAt) {
    tx.update("INSERT INTO apple_enrol_code (hash, expires_at) VALUES (?, ?)", hash, expiresAt);
  }

  static Optional<Instant> codeExpiresAt(ReadTx tx, String hash) {
    return tx.find(
        "SELECT expires_at FROM apple_enrol_code WHERE hash = ?", row -> row.instant(1), hash);
  }

  static void forgetCodes(WriteTx tx, Instant now, int limit) {
    tx.update(
        """
        DELETE FROM apple_enrol_code WHERE hash IN
          (SELECT hash FROM apple_enrol_code WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
        """,
        now,
        limit);
  }

  static void renewed(WriteTx tx, String print, String from, Instant now) {
    tx.update(
        "INSERT INTO apple_renewal (print, renewed_from, issued_at) VALUES (?, ?, ?)",
        print,
        from,
        now);
  }

  static Optional<String> renewedFrom(ReadTx tx, String print) {
    return tx.find(
        "SELECT renewed_from FROM apple_renewal WHERE print = ?", row -> row.text(1), print);
  }
}
