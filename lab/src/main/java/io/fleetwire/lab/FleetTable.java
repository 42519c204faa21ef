package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Counts devices, by an index that has all that is asked.
final class FleetTable {
  private FleetTable() {}

  /// How many devices of an organization are in each status that any is in.
  static Map<EffectiveStatus, Integer> byStatus(ReadTx tx, OrganizationId organization) {
    Map<EffectiveStatus, Integer> counts = new EnumMap<>(EffectiveStatus.class);
    tx.list(
            """
            SELECT effective, count(*) FROM lab_device WHERE organization = ? GROUP BY effective
            """,
            row -> Map.entry(EffectiveStatus.of(row.text(1)), (int) row.longAt(2)),
            organization.value())
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /// How many devices hang on a host, and how many of them are offline or unplugged.
  record OnHost(int devices, int offline) {
    static final OnHost NONE = new OnHost(0, 0);
  }

  /// By the number of the host; hosts without devices are not there.
  static Map<Long, OnHost> byHost(ReadTx tx, OrganizationId organization) {
    Map<Long, OnHost> counts = new HashMap<>();
    tx.list(
            """
            SELECT host, count(*),
              sum(CASE WHEN effective IN ('offline', 'unplugged') THEN 1 ELSE 0 END)
            FROM lab_device WHERE organization = ? AND host IS NOT NULL GROUP BY host
            """,
            row -> Map.entry(row.longAt(1), new OnHost((int) row.longAt(2), (int) row.longAt(3))),
            organization.value())
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }
}
