package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables `oauth_grant`, `authorization_code` and `refresh_token`.
final class GrantTable {
  private static final String GRANT_COLUMNS =
      "g.id, g.client_id, g.user_id, g.organization_id, g.scopes, g.revoked_at IS NOT NULL";

  private GrantTable() {}

  /// What a code or refresh token is worth: its grant, its own state, and that of the grant.
  record Held(OAuthGrant grant, boolean revoked, boolean used, Instant expiresAt) {}

  /// A code, with what its redemption must match.
  record HeldCode(Held held, String redirectUri, String challenge) {}

  /// A code that is to be.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record NewCode(byte[] hash, String redirectUri, String challenge, Instant expiresAt) {}

  static void insertGrant(WriteTx tx, OAuthGrant grant, Instant expiresAt) {
    tx.update(
        """
        INSERT INTO oauth_grant
          (id, client_id, user_id, organization_id, scopes, expires_at, revoked_at)
        VALUES (?, ?, ?, ?, ?, ?, NULL)\
        """,
        grant.id(),
        grant.client(),
        grant.user().value(),
        grant.organization().value(),
        grant.scopes().toString(),
        expiresAt);
  }

  static void insertCode(WriteTx tx, String grantId, NewCode code, Instant forgetAt) {
    tx.update(
        """
        INSERT INTO authorization_code
          (code_hash, grant_id, redirect_uri, challenge, expires_at, used_at, forget_at)
        VALUES (?, ?, ?, ?, ?, NULL, ?)\
        """,
        code.hash(),
        grantId,
        code.redirectUri(),
        code.challenge(),
        code.expiresAt(),
        forgetAt);
  }

  static Optional<HeldCode> findCode(ReadTx tx, byte[] hash) {
    return tx.find(
        "SELECT "
            + GRANT_COLUMNS
            + """
            , c.used_at IS NOT NULL, c.expires_at, c.redirect_uri, c.challenge
            FROM authorization_code c JOIN oauth_grant g ON g.id = c.grant_id
            WHERE c.code_hash = ?\
            """,
        row -> new HeldCode(held(row), row.text(9), row.text(10)),
        hash);
  }

  static void markCodeUsed(WriteTx tx, byte[] hash, Instant now) {
    tx.update("UPDATE authorization_code SET used_at = ? WHERE code_hash = ?", now, hash);
  }

  /// Adds a refresh token; its grant lives as long at least.
  static void insertRefresh(WriteTx tx, String grantId, byte[] hash, Instant expiresAt) {
    tx.update(
        """
        INSERT INTO refresh_token (token_hash, grant_id, expires_at, used_at)
        VALUES (?, ?, ?, NULL)\
        """,
        hash,
        grantId,
        expiresAt);
    tx.update(
        "UPDATE oauth_grant SET expires_at = ? WHERE id = ? AND expires_at < ?",
        expiresAt,
        grantId,
        expiresAt);
  }

  static Optional<Held> findRefresh(ReadTx tx, byte[] hash) {
    return tx.find(
        "SELECT "
            + GRANT_COLUMNS
            + """
            , r.used_at IS NOT NULL, r.expires_at
            FROM refresh_token r JOIN oauth_grant g ON g.id = r.grant_id
            WHERE r.token_hash = ?\
            """,
        GrantTable::held,
        hash);
  }

  static void markRefreshUsed(WriteTx tx, byte[] hash, Instant now) {
    tx.update("UPDATE refresh_token SET used_at = ? WHERE token_hash = ?", now, hash);
  }

  static void revoke(WriteTx tx, String grantId, Instant now) {
    tx.update(
        "UPDATE oauth_grant SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, grantId);
  }

  static int deleteCodes(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM authorization_code WHERE code_hash IN
          (SELECT code_hash FROM authorization_code WHERE forget_at <= ?
           ORDER BY forget_at LIMIT ?)\
        """,
        now,
        limit);
  }

  static int deleteRefreshTokens(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM refresh_token WHERE token_hash IN
          (SELECT token_hash FROM refresh_token WHERE expires_at <= ?
           ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }

  /// Those whose codes and tokens are gone.
  static int deleteGrants(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM oauth_grant WHERE id IN
          (SELECT g.id FROM oauth_grant g WHERE g.expires_at <= ?
             AND NOT EXISTS (SELECT 1 FROM authorization_code c WHERE c.grant_id = g.id)
             AND NOT EXISTS (SELECT 1 FROM refresh_token r WHERE r.grant_id = g.id)
           ORDER BY g.expires_at LIMIT ?)\
        """,
        now,
        limit);
  }

  /// What a user let clients do. Nobody agrees to so much that it would not fit a list.
  static List<String> idsOf(ReadTx tx, UserId user) {
    return tx.list(
        "SELECT id FROM oauth_grant WHERE user_id = ?", row -> row.text(1), user.value());
  }

  /// What people let a client do.
  static List<String> idsOf(ReadTx tx, String client) {
    return tx.list("SELECT id FROM oauth_grant WHERE client_id = ?", row -> row.text(1), client);
  }

  /// With its codes and tokens.
  static void delete(WriteTx tx, String grantId) {
    tx.update("DELETE FROM authorization_code WHERE grant_id = ?", grantId);
    tx.update("DELETE FROM refresh_token WHERE grant_id = ?", grantId);
    tx.update("DELETE FROM oauth_grant WHERE id = ?", grantId);
  }

  private static Held held(Row row) {
    OAuthGrant grant =
        new OAuthGrant(
            row.text(1),
            row.text(2),
            new UserId(row.longAt(3)),
            new OrganizationId(row.longAt(4)),
            Scopes.parse(row.text(5)).orElseThrow());
    return new Held(grant, row.booleanAt(6), row.booleanAt(7), row.instant(8));
  }
}
