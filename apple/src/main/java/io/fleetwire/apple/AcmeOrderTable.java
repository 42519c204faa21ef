package io.fleetwire.apple;

import io.fleetwire.apple.AcmeOrder.AttestedKey;
import io.fleetwire.apple.AcmeOrder.State;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `apple_acme_order`.
final class AcmeOrderTable {
  private static final String SELECT =
      """
      SELECT id, identifier, account, token, state, problem, validated_at, key_hash, serial, udid,
        expires_at
      FROM apple_acme_order
      """;

  private AcmeOrderTable() {}

  static Optional<AcmeOrder> find(ReadTx tx, String id) {
    return tx.find(SELECT + "WHERE id = ?", AcmeOrderTable::order, id);
  }

  static Optional<AcmeOrder> find(ReadTx tx, OneTime identifier) {
    return tx.find(SELECT + "WHERE challenge_hash = ?", AcmeOrderTable::order, identifier.hash());
  }

  /// Those of an account that live, the last to end first.
  static List<AcmeOrder> list(ReadTx tx, String account, Instant now, int limit) {
    return tx.list(
        SELECT + "WHERE account = ? AND expires_at >= ? ORDER BY expires_at DESC, id LIMIT ?",
        AcmeOrderTable::order,
        account,
        now,
        limit);
  }

  private static AcmeOrder order(Row row) {
    return new AcmeOrder(
        row.text(1),
        new OneTime(OneTime.Door.ACME, row.text(2)),
        row.text(3),
        row.text(4),
        State.valueOf(row.text(5)),
        row.text(6),
        row.findInstant(7),
        row.findText(8).map(hash -> new AttestedKey(hash, row.text(9), row.text(10))),
        row.instant(11));
  }

  /// Takes the place of the order for the same identifier, if there is one.
  static void put(WriteTx tx, AcmeOrder order) {
    tx.update("DELETE FROM apple_acme_order WHERE challenge_hash = ?", order.identifier().hash());
    tx.update(
        """
        INSERT INTO apple_acme_order (id, identifier, challenge_hash, account, token, state,
          problem, validated_at, key_hash, serial, udid, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        order.id(),
        order.identifier().text(),
        order.identifier().hash(),
        order.account(),
        order.token(),
        order.state().name(),
        order.problem(),
        order.validatedAt().orElse(null),
        order.attested().map(AttestedKey::hash).orElse(null),
        order.attested().map(AttestedKey::serialNumber).orElse(""),
        order.attested().map(AttestedKey::udid).orElse(""),
        order.expiresAt());
  }

  /// Forgets some of those whose time is over.
  static void forget(WriteTx tx, Instant now, int limit) {
    tx.update(
        """
        DELETE FROM apple_acme_order WHERE id IN
          (SELECT id FROM apple_acme_order WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
        """,
        now,
        limit);
  }
}
