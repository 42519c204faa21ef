package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables `legacy_client` and `used_jwt_id`.
final class LegacyClientTable {
  private static final String COLUMNS = "identifier, organization_id, scopes, public_key";

  private LegacyClientTable() {}

  static void insert(WriteTx tx, LegacyClient client, Instant now) {
    tx.update(
        """
        INSERT INTO legacy_client (identifier, organization_id, scopes, public_key, created_at)
        VALUES (?, ?, ?, ?, ?)\
        """,
        client.identifier(),
        client.organization().value(),
        client.scopes().toString(),
        client.publicKey().getEncoded(),
        now);
  }

  static Optional<LegacyClient> find(ReadTx tx, String identifier) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM legacy_client WHERE identifier = ?",
        LegacyClientTable::client,
        identifier);
  }

  static List<LegacyClient> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM legacy_client WHERE organization_id = ? ORDER BY created_at, identifier",
        LegacyClientTable::client,
        organization.value());
  }

  static boolean delete(WriteTx tx, OrganizationId organization, String identifier) {
    return tx.update(
            "DELETE FROM legacy_client WHERE organization_id = ? AND identifier = ?",
            organization.value(),
            identifier)
        == 1;
  }

  /// False when `client` has used this `jti` before.
  static boolean useJwtId(WriteTx tx, String client, String jwtId, Instant expiresAt) {
    return tx.update(
            """
            INSERT INTO used_jwt_id (client, jwt_id_hash, expires_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING\
            """,
            client,
            Digest.of(jwtId),
            expiresAt)
        == 1;
  }

  static int deleteJwtIds(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM used_jwt_id WHERE (client, jwt_id_hash) IN
          (SELECT client, jwt_id_hash FROM used_jwt_id WHERE expires_at <= ?
           ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }

  private static LegacyClient client(Row row) {
    return new LegacyClient(
        row.text(1),
        new OrganizationId(row.longAt(2)),
        Scopes.parse(row.text(3)).orElseThrow(),
        RsaKeys.decode(row.bytes(4)).orElseThrow());
  }
}
