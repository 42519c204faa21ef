package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables `lab_group`, `lab_group_device` and `lab_group_member`.
final class GroupTable {
  private static final String SELECT =
      "SELECT id, organization, kind, name, platform, created_by, enabled FROM lab_group ";

  private GroupTable() {}

  /// Those of an organization, by name, with how many devices and members each has.
  static List<Groups.Listed> list(ReadTx tx, OrganizationId organization, Group.Kind kind) {
    return tx.list(
        """
        SELECT id, organization, kind, name, platform, created_by, enabled,
          (SELECT count(*) FROM lab_group_device WHERE group_id = lab_group.id),
          (SELECT count(*) FROM lab_group_member WHERE group_id = lab_group.id)
        FROM lab_group WHERE organization = ? AND kind = ? ORDER BY name
        """,
        row -> new Groups.Listed(bare(row), row.intAt(8), row.intAt(9)),
        organization.value(),
        kind.code());
  }

  /// The same without counting.
  static List<Group> names(ReadTx tx, OrganizationId organization, Group.Kind kind) {
    return tx.list(
        SELECT + "WHERE organization = ? AND kind = ? ORDER BY name",
        GroupTable::bare,
        organization.value(),
        kind.code());
  }

  static Optional<Group> find(ReadTx tx, OrganizationId organization, Group.Kind kind, long id) {
    return tx.find(
            SELECT + "WHERE id = ? AND organization = ? AND kind = ?",
            GroupTable::bare,
            id,
            organization.value(),
            kind.code())
        .map(group -> full(tx, group));
  }

  static boolean isTaken(ReadTx tx, Group wanted) {
    return tx.find(
            """
            SELECT 1 FROM lab_group
            WHERE organization = ? AND kind = ? AND name = ? AND id <> ?
            """,
            row -> row.longAt(1),
            wanted.organization().value(),
            wanted.kind().code(),
            wanted.name(),
            wanted.id())
        .isPresent();
  }

  /// The numbers of the groups that a device is in.
  static List<Long> ofDevice(ReadTx tx, long device) {
    return tx.list(
        "SELECT group_id FROM lab_group_device WHERE device = ?", row -> row.longAt(1), device);
  }

  /// Whether somebody belongs to a team of the organization, be it disabled.
  static boolean isMember(ReadTx tx, OrganizationId organization, long person) {
    return tx.find(
            """
            SELECT 1 FROM lab_group_member m JOIN lab_group g ON g.id = m.group_id
            WHERE m.person = ? AND g.organization = ? LIMIT 1
            """,
            row -> row.longAt(1),
            person,
            organization.value())
        .isPresent();
  }

  /// Whether the group is one that means nothing now.
  static boolean isDisabled(ReadTx tx, long id) {
    return tx.find("SELECT 1 FROM lab_group WHERE id = ? AND enabled = 0", row -> row.longAt(1), id)
        .isPresent();
  }

  static void add(WriteTx tx, Group group, Instant now) {
    tx.update(
        """
        INSERT INTO lab_group
          (id, organization, kind, name, platform, created_by, enabled, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        group.id(),
        group.organization().value(),
        group.kind().code(),
        group.name(),
        group.platform(),
        group.createdBy(),
        group.enabled(),
        now);
    fill(tx, group);
  }

  static void replace(WriteTx tx, Group group) {
    tx.update(
        "UPDATE lab_group SET name = ?, platform = ?, enabled = ? WHERE id = ?",
        group.name(),
        group.platform(),
        group.enabled(),
        group.id());
    tx.update("DELETE FROM lab_group_device WHERE group_id = ?", group.id());
    tx.update("DELETE FROM lab_group_member WHERE group_id = ?", group.id());
    fill(tx, group);
  }

  /// Somebody is in no team any more.
  static void forget(WriteTx tx, long person) {
    tx.update("DELETE FROM lab_group_member WHERE person = ?", person);
  }

  static void remove(WriteTx tx, Group group) {
    tx.update("DELETE FROM lab_group WHERE id = ?", group.id());
  }

  private static void fill(WriteTx tx, Group group) {
    for (long device : group.devices()) {
      tx.update(
          "INSERT INTO lab_group_device (device, group_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          device,
          group.id());
    }
    for (long person : group.members()) {
      tx.update(
          "INSERT INTO lab_group_member (group_id, person) VALUES (?, ?) ON CONFLICT DO NOTHING",
          group.id(),
          person);
    }
  }

  private static Group full(ReadTx tx, Group bare) {
    return bare.holding(
        tx.list(
            "SELECT device FROM lab_group_device WHERE group_id = ? ORDER BY device",
            row -> row.longAt(1),
            bare.id()),
        tx.list(
            "SELECT person FROM lab_group_member WHERE group_id = ? ORDER BY person",
            row -> row.longAt(1),
            bare.id()));
  }

  private static Group bare(Row row) {
    return new Group(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        Group.Kind.valueOf(row.text(3).toUpperCase(Locale.ROOT)),
        row.text(4),
        row.text(5),
        row.text(6),
        row.booleanAt(7),
        List.of(),
        List.of());
  }
}
