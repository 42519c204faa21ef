package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables `organization` and `management`.
final class OrganizationTable {
  private OrganizationTable() {}

  /// Whether anybody is here.
  static boolean isAny(ReadTx tx) {
    return tx.find("SELECT 1 FROM organization LIMIT 1", row -> 1).isPresent();
  }

  static Organization insert(WriteTx tx, String name, Instant now) {
    long id =
        tx.find("SELECT coalesce(max(id), 0) + 1 FROM organization", row -> row.longAt(1))
            .orElseThrow();
    tx.update("INSERT INTO organization (id, name, created_at) VALUES (?, ?, ?)", id, name, now);
    return new Organization(new OrganizationId(id), name);
  }

  static Optional<Organization> find(ReadTx tx, OrganizationId id) {
    return tx.find(
        "SELECT id, name FROM organization WHERE id = ?",
        OrganizationTable::organization,
        id.value());
  }

  /// The first of this name; names need not be unique.
  static Optional<Organization> findNamed(ReadTx tx, String name) {
    return tx.find(
        "SELECT id, name FROM organization WHERE name = ? ORDER BY id LIMIT 1",
        OrganizationTable::organization,
        name);
  }

  /// At most `limit`, the oldest first.
  static List<Organization> list(ReadTx tx, int limit) {
    return tx.list(
        "SELECT id, name FROM organization ORDER BY id LIMIT ?",
        OrganizationTable::organization,
        limit);
  }

  /// For whom `manager` may act.
  static List<OrganizationId> customers(ReadTx tx, OrganizationId manager) {
    return tx.list(
        "SELECT customer FROM management WHERE manager = ? ORDER BY customer",
        row -> new OrganizationId(row.longAt(1)),
        manager.value());
  }

  /// False when it already may.
  static boolean insertManagement(WriteTx tx, OrganizationId manager, OrganizationId customer) {
    return tx.update(
            "INSERT INTO management (manager, customer) VALUES (?, ?) ON CONFLICT DO NOTHING",
            manager.value(),
            customer.value())
        == 1;
  }

  /// False when it might not.
  static boolean deleteManagement(WriteTx tx, OrganizationId manager, OrganizationId customer) {
    return tx.update(
            "DELETE FROM management WHERE manager = ? AND customer = ?",
            manager.value(),
            customer.value())
        == 1;
  }

  static boolean manages(ReadTx tx, OrganizationId manager, OrganizationId customer) {
    return tx.find(
            "SELECT 1 FROM management WHERE manager = ? AND customer = ?",
            row -> row.longAt(1),
            manager.value(),
            customer.value())
        .isPresent();
  }

  private static Organization organization(Row row) {
    return new Organization(new OrganizationId(row.longAt(1)), row.text(2));
  }
}
