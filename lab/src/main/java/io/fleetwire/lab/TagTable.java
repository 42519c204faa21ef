package io.fleetwire.lab;

import io.fleetwire.access.User;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.util.List;

/// The tables `lab_tag` and `lab_favorite`. The person 0 is the organization.
final class TagTable {
  /// The organization's own tags.
  static final long ORGANIZATION = 0;

  private TagTable() {}

  static List<String> list(ReadTx tx, long device, long person) {
    return tx.list(
        "SELECT tag FROM lab_tag WHERE device = ? AND person = ? ORDER BY tag",
        row -> row.text(1),
        device,
        person);
  }

  static void replace(WriteTx tx, Device device, long person, List<String> tags) {
    tx.update("DELETE FROM lab_tag WHERE device = ? AND person = ?", device.id(), person);
    for (String tag : tags) {
      tx.update(
          "INSERT INTO lab_tag (device, person, tag, organization) VALUES (?, ?, ?, ?)",
          device.id(),
          person,
          tag,
          device.organization().value());
    }
  }

  /// Somebody has no tags of their own and no favorites any more.
  static void forget(WriteTx tx, User user) {
    tx.update(
        "DELETE FROM lab_tag WHERE organization = ? AND person = ?",
        user.organization().value(),
        user.id().value());
    tx.update("DELETE FROM lab_favorite WHERE person = ?", user.id().value());
  }

  /// At most `limit` of the organization's own tags behind one in the order of the alphabet.
  static List<Tags.Tag> count(ReadTx tx, OrganizationId organization, String after, int limit) {
    return tx.list(
        """
        SELECT tag, count(*) FROM lab_tag
        WHERE organization = ? AND person = 0 AND tag > ? GROUP BY tag ORDER BY tag LIMIT ?
        """,
        row -> new Tags.Tag(row.text(1), (int) row.longAt(2)),
        organization.value(),
        after,
        limit);
  }

  /// How many devices have one of the organization's own tags.
  static int devices(ReadTx tx, OrganizationId organization, String tag) {
    long devices =
        tx.find(
                "SELECT count(*) FROM lab_tag WHERE organization = ? AND person = 0 AND tag = ?",
                row -> row.longAt(1),
                organization.value(),
                tag)
            .orElseThrow();
    return (int) devices;
  }

  /// Gives all devices that have one tag another instead, and returns how many they are.
  static int renameAll(WriteTx tx, OrganizationId organization, String from, String to) {
    tx.update(
        """
        INSERT INTO lab_tag (device, person, tag, organization)
        SELECT device, person, CAST(? AS TEXT), organization FROM lab_tag
        WHERE organization = ? AND person = 0 AND tag = ? ON CONFLICT DO NOTHING
        """,
        to,
        organization.value(),
        from);
    return removeAll(tx, organization, from);
  }

  /// Takes a tag off all devices, and returns how many they are.
  static int removeAll(WriteTx tx, OrganizationId organization, String tag) {
    return tx.update(
        "DELETE FROM lab_tag WHERE organization = ? AND person = 0 AND tag = ?",
        organization.value(),
        tag);
  }

  static boolean isFavorite(ReadTx tx, long device, long person) {
    return tx.find(
            "SELECT 1 FROM lab_favorite WHERE person = ? AND device = ?",
            row -> row.longAt(1),
            person,
            device)
        .isPresent();
  }

  static void setFavorite(WriteTx tx, long device, long person, boolean favorite) {
    if (favorite) {
      tx.update(
          "INSERT INTO lab_favorite (person, device) VALUES (?, ?) ON CONFLICT DO NOTHING",
          person,
          device);
    } else {
      tx.update("DELETE FROM lab_favorite WHERE person = ? AND device = ?", person, device);
    }
  }
}
