package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `role`: those that organizations have made.
final class RoleTable {
  private static final String COLUMNS = "code, name, permissions";

  private RoleTable() {}

  /// The role that is stored with a user: a predefined one, or the columns `name` and `permissions`
  /// of a joined row.
  static Role stored(String code, Optional<String> name, Optional<String> permissions) {
    return Role.PREDEFINED.stream()
        .filter(role -> role.code().equals(code))
        .findFirst()
        .orElseGet(
            () -> new Role(code, name.orElseThrow(), Permissions.parse(permissions.orElseThrow())));
  }

  static List<Role> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        "SELECT " + COLUMNS + " FROM role WHERE organization_id = ? ORDER BY id",
        RoleTable::role,
        organization.value());
  }

  static Optional<Role> find(ReadTx tx, OrganizationId organization, String code) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM role WHERE organization_id = ? AND code = ?",
        RoleTable::role,
        organization.value(),
        code);
  }

  /// One that every organization has, or one that it has made.
  static Optional<Role> findAny(ReadTx tx, OrganizationId organization, String code) {
    return Role.PREDEFINED.stream()
        .filter(role -> role.code().equals(code))
        .findFirst()
        .or(() -> find(tx, organization, code));
  }

  static Role insert(WriteTx tx, OrganizationId organization, Role wish, Instant now) {
    long id = NumberTable.next(tx, NumberTable.Kind.ROLE);
    Role role = new Role("role-" + id, wish.name(), wish.permissions());
    tx.update(
        """
        INSERT INTO role (id, code, organization_id, name, permissions, created_at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        id,
        role.code(),
        organization.value(),
        role.name(),
        role.permissions().toString(),
        now);
    return role;
  }

  static void replace(WriteTx tx, Role role) {
    tx.update(
        "UPDATE role SET name = ?, permissions = ? WHERE code = ?",
        role.name(),
        role.permissions().toString(),
        role.code());
  }

  static void delete(WriteTx tx, Role role) {
    tx.update("DELETE FROM role WHERE code = ?", role.code());
  }

  static boolean isUsed(ReadTx tx, Role role) {
    return tx.find("SELECT 1 FROM user_account WHERE role = ? LIMIT 1", r -> 1, role.code())
        .isPresent();
  }

  private static Role role(Row row) {
    return new Role(row.text(1), row.text(2), Permissions.parse(row.text(3)));
  }
}
