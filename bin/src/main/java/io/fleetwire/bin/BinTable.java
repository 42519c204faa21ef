package io.fleetwire.bin;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.util.List;
import java.util.Optional;

/// The table `bin`.
final class BinTable {
  private static final String SELECT =
      "SELECT id, organization, token, name, origin, answer, created_at FROM bin";

  private BinTable() {}

  static void insert(WriteTx tx, Bin bin) {
    tx.update(
        """
        INSERT INTO bin (organization, token, name, origin, answer, created_at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        bin.organization().value(),
        bin.token(),
        bin.name(),
        bin.origin(),
        bin.answer().code(),
        bin.createdAt());
  }

  static Optional<Bin> find(ReadTx tx, String token) {
    return tx.find(SELECT + " WHERE token = ?", BinTable::bin, token);
  }

  static Optional<Bin> find(ReadTx tx, OrganizationId organization, long id) {
    return tx.find(
        SELECT + " WHERE organization = ? AND id = ?", BinTable::bin, organization.value(), id);
  }

  /// In the order of their making; there are few.
  static List<Bin> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        SELECT + " WHERE organization = ? ORDER BY id", BinTable::bin, organization.value());
  }

  static void setAnswer(WriteTx tx, Bin bin, Bin.Answer answer) {
    tx.update("UPDATE bin SET answer = ? WHERE id = ?", answer.code(), bin.id());
  }

  /// What is in it goes with it.
  static void delete(WriteTx tx, Bin bin) {
    tx.update("DELETE FROM bin_catch WHERE bin = ?", bin.id());
    tx.update("DELETE FROM bin WHERE id = ?", bin.id());
  }

  private static Bin bin(Row row) {
    return new Bin(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        row.text(3),
        row.text(4),
        row.text(5),
        Bin.Answer.find(row.text(6)).orElseThrow(),
        row.instant(7));
  }
}
