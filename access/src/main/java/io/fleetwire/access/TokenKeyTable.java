package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `token_key`.
final class TokenKeyTable {
  private TokenKeyTable() {}

  static List<SigningKey> list(ReadTx tx) {
    return tx.list(
        """
        SELECT kid, private_key, public_key, created_at, verifies_until
        FROM token_key ORDER BY created_at, kid\
        """,
        TokenKeyTable::key);
  }

  static void insert(WriteTx tx, SigningKey key) {
    tx.update(
        """
        INSERT INTO token_key (kid, private_key, public_key, created_at, verifies_until)
        VALUES (?, ?, ?, ?, NULL)\
        """,
        key.kid(),
        key.privateKey().getEncoded(),
        key.publicKey().getEncoded(),
        key.createdAt());
  }

  /// The signing key stops signing, and verifies what it has signed until `verifiesUntil`.
  static void retire(WriteTx tx, Instant verifiesUntil) {
    tx.update(
        "UPDATE token_key SET verifies_until = ? WHERE verifies_until IS NULL", verifiesUntil);
  }

  static int deleteEnded(WriteTx tx, Instant now) {
    return tx.update("DELETE FROM token_key WHERE verifies_until <= ?", now);
  }

  private static SigningKey key(Row row) {
    return SigningKey.decode(
        row.text(1),
        new SigningKey.Encoded(row.bytes(2), row.bytes(3)),
        row.instant(4),
        row.findInstant(5).orElse(Instant.MAX));
  }
}
