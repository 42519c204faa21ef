package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tables `oauth_client` and `oauth_client_secret`.
final class OAuthClientTable {
  private static final String COLUMNS =
      "id, organization_id, scopes, token_lifetime_seconds, redirect_uris, enabled";

  private OAuthClientTable() {}

  static void insert(WriteTx tx, OAuthClient client, Instant now) {
    tx.update(
        """
        INSERT INTO oauth_client
          (id, organization_id, scopes, token_lifetime_seconds, redirect_uris, created_at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        client.id(),
        client.organization().value(),
        client.scopes().toString(),
        client.tokenLifetime().toSeconds(),
        String.join(" ", client.redirectUris()),
        now);
  }

  static Optional<OAuthClient> find(ReadTx tx, String id) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM oauth_client WHERE id = ?", OAuthClientTable::client, id);
  }

  /// The clients of an organization, the oldest first.
  static List<OAuthClient> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM oauth_client WHERE organization_id = ? ORDER BY created_at, id",
        OAuthClientTable::client,
        organization.value());
  }

  static void insertSecret(WriteTx tx, String client, byte[] hash, Instant now) {
    tx.update(
        """
        INSERT INTO oauth_client_secret (secret_hash, client_id, created_at, expires_at)
        VALUES (?, ?, ?, NULL)\
        """,
        hash,
        client,
        now);
  }

  static void setEnabled(WriteTx tx, String id, boolean enabled) {
    tx.update("UPDATE oauth_client SET enabled = ? WHERE id = ?", enabled, id);
  }

  /// With its secrets; what people let it do is gone already.
  static void delete(WriteTx tx, String id) {
    tx.update("DELETE FROM oauth_client_secret WHERE client_id = ?", id);
    tx.update("DELETE FROM oauth_client WHERE id = ?", id);
  }

  /// Those that are good at `now`; none of a client that was disabled.
  static List<byte[]> secretHashes(ReadTx tx, String client, Instant now) {
    return tx.list(
        """
        SELECT s.secret_hash FROM oauth_client_secret s JOIN oauth_client c ON c.id = s.client_id
        WHERE s.client_id = ? AND (s.expires_at IS NULL OR s.expires_at > ?) AND c.enabled = 1\
        """,
        row -> row.bytes(1),
        client,
        now);
  }

  /// The current secret ends at `end`, and those before it end now: there are never three.
  static void retireSecrets(WriteTx tx, String client, Instant end) {
    tx.update(
        "DELETE FROM oauth_client_secret WHERE client_id = ? AND expires_at IS NOT NULL", client);
    tx.update(
        "UPDATE oauth_client_secret SET expires_at = ? WHERE client_id = ? AND expires_at IS NULL",
        end,
        client);
  }

  private static OAuthClient client(Row row) {
    String uris = row.text(5);
    return new OAuthClient(
        row.text(1),
        new OrganizationId(row.longAt(2)),
        Scopes.parse(row.text(3)).orElseThrow(),
        Duration.ofSeconds(row.longAt(4)),
        uris.isEmpty() ? Set.of() : Set.of(uris.split(" ")),
        row.booleanAt(6));
  }
}
