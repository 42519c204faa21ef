package io.fleetwire.lab;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets what became of devices too long ago for anybody to ask.
final class HistoryPump implements Pump {
  /// A commit of so many takes some milliseconds, in which nobody else writes.
  private static final int BATCH_MAX = 500;

  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Database database;
  private final Duration kept;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  HistoryPump(Database database, Duration kept, InstantSource clock) {
    this.database = database;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lab-history";
  }

  /// Nobody hurries it.
  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    int forgotten = database.write(tx -> HistoryTable.forget(tx, now.minus(kept), BATCH_MAX));
    return forgotten == BATCH_MAX ? now : now.plus(SWEEP);
  }
}
