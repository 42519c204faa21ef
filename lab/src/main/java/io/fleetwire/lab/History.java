package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.util.List;
import java.util.Optional;

/// What became of devices: every change, whether or not anybody was told. It is kept for a time
/// ({@link LabSettings#historyKept}), and of each device no more than its newest 500 entries or so.
/// Thread-safe.
public final class History {
  static final int PAGE_MAX = 200;

  private final Database database;

  History(Database database) {
    this.database = database;
  }

  /// At most `limit` entries of a device before the entry `before` ({@link Long#MAX_VALUE}: from
  /// the newest), the newest first. Empty when the organization has no such device.
  public Optional<List<HistoryEntry>> list(
      OrganizationId organization, long device, long before, int limit) {
    int bounded = Math.clamp(limit, 1, PAGE_MAX);
    return database.read(
        tx ->
            DeviceTable.find(tx, organization, device)
                .map(known -> HistoryTable.list(tx, known.id(), before, bounded)));
  }
}
