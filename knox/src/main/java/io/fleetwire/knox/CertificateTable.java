package io.fleetwire.knox;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;

/// The table `knox_certificate`.
final class CertificateTable {
  private CertificateTable() {}

  /// What is served: the current one, and the next one when there is one. Empty before the first
  /// start.
  static List<ServedCertificate> served(ReadTx tx) {
    return tx.list(
        """
        SELECT id, private_key, certificate, coalesce(switch_at, published_at)
        FROM knox_certificate WHERE role <> 'retired' ORDER BY role, id
        """,
        row ->
            new ServedCertificate(
                row.longAt(1), SigningIdentity.of(row.bytes(2), row.bytes(3)), row.instant(4)));
  }

  /// Which rows are served, in the same order: enough to see whether anything changed.
  static List<Long> servedIds(ReadTx tx) {
    return tx.list(
        "SELECT id FROM knox_certificate WHERE role <> 'retired' ORDER BY role, id",
        row -> row.longAt(1));
  }

  /// Makes `issued` the current one; the one before retires, and its key is erased.
  static void putCurrent(WriteTx tx, SigningIdentity issued, Instant now) {
    retireCurrent(tx);
    tx.update(
        """
        INSERT INTO knox_certificate (role, private_key, certificate, published_at)
        VALUES ('current', ?, ?, ?)
        """,
        issued.pkcs8(),
        issued.der(),
        now);
  }

  static void addNext(WriteTx tx, SigningIdentity issued, Instant now, Instant switchAt) {
    tx.update(
        """
        INSERT INTO knox_certificate (role, private_key, certificate, published_at, switch_at)
        VALUES ('next', ?, ?, ?, ?)
        """,
        issued.pkcs8(),
        issued.der(),
        now,
        switchAt);
  }

  /// The next one takes over.
  static void promote(WriteTx tx, ServedCertificate next) {
    retireCurrent(tx);
    tx.update(
        "UPDATE knox_certificate SET role = 'current', switch_at = NULL WHERE id = ?", next.id());
  }

  private static void retireCurrent(WriteTx tx) {
    tx.update(
        "UPDATE knox_certificate SET role = 'retired', private_key = NULL WHERE role = 'current'");
  }
}
