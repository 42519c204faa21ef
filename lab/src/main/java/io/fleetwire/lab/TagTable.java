package io.fleetwire.lab;

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
