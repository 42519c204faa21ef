package io.fleetwire.lab;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets what became of devices too long ago for anybody to ask.
final class HistoryPump {
  /// A commit of so many takes some milliseconds, in which nobody else writes.
  private static final int BATCH_MAX = 500;

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private HistoryPump() {}

  static Pump of(Database database, Duration kept, InstantSource clock) {
    return new PeriodicPump("lab-history", PERIOD, clock, now -> forget(database, now.minus(kept)));
  }

  private static boolean forget(Database database, Instant before) {
    return database.write(tx -> HistoryTable.forget(tx, before, BATCH_MAX)) == BATCH_MAX;
  }
}
