package io.fleetwire.access;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `api_key`.
final class ApiKeyTable {
  private static final String COLUMNS = "prefix, user_id, name, created_at, secret_hash, used_at";

  private ApiKeyTable() {}

  /// A key with what its secret is checked against.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record StoredKey(ApiKey key, byte[] secretHash) {}

  static void insert(WriteTx tx, ApiKey key, byte[] secretHash) {
    tx.update(
        """
        INSERT INTO api_key (prefix, user_id, name, created_at, secret_hash)
        VALUES (?, ?, ?, ?, ?)\
        """,
        key.prefix(),
        key.user().value(),
        key.name(),
        key.createdAt(),
        secretHash);
  }

  static Optional<StoredKey> find(ReadTx tx, String prefix) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM api_key WHERE prefix = ?", ApiKeyTable::stored, prefix);
  }

  static List<ApiKey> list(ReadTx tx, UserId user) {
    return tx
        .list(
            "SELECT " + COLUMNS + " FROM api_key WHERE user_id = ? ORDER BY created_at, prefix",
            ApiKeyTable::stored,
            user.value())
        .stream()
        .map(StoredKey::key)
        .toList();
  }

  static void use(WriteTx tx, String prefix, Instant now) {
    tx.update("UPDATE api_key SET used_at = ? WHERE prefix = ?", now, prefix);
  }

  static boolean delete(WriteTx tx, UserId user, String prefix) {
    return tx.update("DELETE FROM api_key WHERE user_id = ? AND prefix = ?", user.value(), prefix)
        == 1;
  }

  private static StoredKey stored(Row row) {
    ApiKey key =
        new ApiKey(
            row.text(1),
            new UserId(row.longAt(2)),
            row.text(3),
            row.instant(4),
            row.findInstant(6));
    return new StoredKey(key, row.bytes(5));
  }
}
