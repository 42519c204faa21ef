package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `invitation`.
final class InvitationTable {
  /// The role of an invitation may have been removed since: then it is worth nothing.
  private static final String SELECT =
      """
      SELECT i.id, i.organization_id, i.email, i.role, r.name, r.permissions, i.invited_by,
        i.expires_at
      FROM invitation i LEFT JOIN role r ON r.code = i.role
      WHERE (r.code IS NOT NULL OR i.role IN ('admin', 'member'))
      """;

  private InvitationTable() {}

  /// In the place of an earlier one for the same address.
  static Invitation put(WriteTx tx, Invitation wish, byte[] tokenHash, Instant now) {
    tx.update(
        "DELETE FROM invitation WHERE organization_id = ? AND email = ?",
        wish.organization().value(),
        wish.email());
    tx.update(
        """
        INSERT INTO invitation
          (token_hash, organization_id, email, role, invited_by, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        tokenHash,
        wish.organization().value(),
        wish.email(),
        wish.role().code(),
        wish.invitedBy(),
        now,
        wish.expiresAt());
    return find(tx, tokenHash, now).orElseThrow();
  }

  static Optional<Invitation> find(ReadTx tx, byte[] tokenHash, Instant now) {
    return tx.find(
        SELECT + " AND i.token_hash = ? AND i.expires_at > ?",
        InvitationTable::invitation,
        tokenHash,
        now);
  }

  /// Those that can still be accepted, the newest first.
  static List<Invitation> list(ReadTx tx, OrganizationId organization, Instant now) {
    return tx.list(
        SELECT + " AND i.organization_id = ? AND i.expires_at > ? ORDER BY i.id DESC",
        InvitationTable::invitation,
        organization.value(),
        now);
  }

  static boolean delete(WriteTx tx, OrganizationId organization, long number) {
    return tx.update(
            "DELETE FROM invitation WHERE organization_id = ? AND id = ?",
            organization.value(),
            number)
        == 1;
  }

  static int deleteExpired(WriteTx tx, Instant now, int limit) {
    return tx.update(
        """
        DELETE FROM invitation WHERE id IN
          (SELECT id FROM invitation WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)\
        """,
        now,
        limit);
  }

  private static Invitation invitation(Row row) {
    return new Invitation(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        row.text(3),
        RoleTable.stored(row.text(4), row.findText(5), row.findText(6)),
        row.text(7),
        row.instant(8));
  }
}
