package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.util.Map;

/// A fleet as a whole: what there is how often. Thread-safe.
public final class Fleet {
  private final Database database;

  Fleet(Database database) {
    this.database = database;
  }

  /// How many devices are in each status that any is in.
  public Map<EffectiveStatus, Integer> countByStatus(OrganizationId organization) {
    return Map.copyOf(database.read(tx -> FleetTable.byStatus(tx, organization)));
  }
}
