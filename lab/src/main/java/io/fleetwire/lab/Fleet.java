package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.util.List;
import java.util.Map;

/// A fleet as a whole: what there is how often. Thread-safe.
public final class Fleet {
  /// More words than anybody reads through.
  private static final int TAGS_MAX = 1_000;

  private final Database database;

  Fleet(Database database) {
    this.database = database;
  }

  /// A word, and how many devices have it.
  public record Tag(String name, int devices) {}

  /// How many devices are in each status that any is in.
  public Map<EffectiveStatus, Integer> countByStatus(OrganizationId organization) {
    return Map.copyOf(database.read(tx -> FleetTable.byStatus(tx, organization)));
  }

  /// The organization's own tags.
  public List<Tag> tags(OrganizationId organization) {
    return database.read(tx -> FleetTable.tags(tx, organization, TAGS_MAX));
  }
}
