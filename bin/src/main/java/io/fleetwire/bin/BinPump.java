package io.fleetwire.bin;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets what came to bins long ago, a bounded batch at a time.
final class BinPump {
  private static final Duration PERIOD = Duration.ofMinutes(10);

  /// A few megabytes in one commit.
  private static final int BATCH_MAX = 50;

  private BinPump() {}

  static Pump of(Database database, InstantSource clock) {
    return new PeriodicPump("bin", PERIOD, clock, now -> forget(database, now));
  }

  private static boolean forget(Database database, Instant now) {
    Instant old = now.minus(BinDesk.KEPT);
    return database.write(tx -> CatchTable.deleteOld(tx, old, BATCH_MAX)) == BATCH_MAX;
  }
}
