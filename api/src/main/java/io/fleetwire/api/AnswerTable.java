package io.fleetwire.api;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The table `api_answer`.
final class AnswerTable {
  /// How long an answer is kept: whoever did not get it asks again within minutes, or the next day
  /// by hand.
  static final Duration KEPT = Duration.ofHours(24);

  private AnswerTable() {}

  /// What was asked by that key, and answered. `digest` is in hexadecimal, as is a key's hash.
  record Stored(String digest, List<Receipt> receipts) {}

  /// Whose key: hashed, because keys may be of any length and may be secrets.
  record Key(OrganizationId organization, String hash) {}

  static Optional<Stored> find(ReadTx tx, Key key, Instant now) {
    return tx.find(
        """
        SELECT digest, answer FROM api_answer
        WHERE organization_id = ? AND key_hash = ? AND created_at > ?
        """,
        row -> new Stored(HexFormat.of().formatHex(row.bytes(1)), Receipt.parse(row.text(2))),
        key.organization().value(),
        bytes(key.hash()),
        now.minus(KEPT));
  }

  static void put(WriteTx tx, Key key, Stored stored, Instant now) {
    tx.update(
        "DELETE FROM api_answer WHERE organization_id = ? AND key_hash = ?",
        key.organization().value(),
        bytes(key.hash()));
    tx.update(
        """
        INSERT INTO api_answer (organization_id, key_hash, digest, answer, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        key.organization().value(),
        bytes(key.hash()),
        bytes(stored.digest()),
        Receipt.text(stored.receipts()),
        now);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// Forgets up to `limit` answers that are older than that, and returns how many.
  static int forget(WriteTx tx, Instant before, int limit) {
    return tx.update(
        """
        DELETE FROM api_answer WHERE created_at <= ? AND id IN
          (SELECT id FROM api_answer ORDER BY id LIMIT ?)
        """,
        before,
        limit);
  }
}
