package io.fleetwire.bin;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets what came to bins long ago, a bounded batch at a time.
final class BinPump implements Pump {
  private static final Duration PERIOD = Duration.ofMinutes(10);

  /// A few megabytes in one commit.
  private static final int BATCH_MAX = 50;

  private final Database database;
  private final InstantSource clock;
  private final Signal signal = new Signal();
  private Instant next = Instant.MIN;

  BinPump(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "bin";
  }

  /// Nobody has to hurry it.
  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public synchronized Instant step() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return next;
    }
    Instant old = now.minus(BinDesk.KEPT);
    int gone = database.write(tx -> CatchTable.deleteOld(tx, old, BATCH_MAX));
    next = gone < BATCH_MAX ? now.plus(PERIOD) : now;
    return next;
  }
}
