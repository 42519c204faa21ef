package io.fleetwire.api;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets answers that nobody can ask for any more.
final class AnswerPump implements Pump {
  /// A few milliseconds of the writer's time.
  private static final int PER_STEP_MAX = 500;

  /// What is too old does no harm; it is looked for now and then.
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  AnswerPump(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "api-answer";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    Instant before = now.minus(AnswerTable.KEPT);
    int forgotten = database.write(tx -> AnswerTable.forget(tx, before, PER_STEP_MAX));
    return forgotten < PER_STEP_MAX ? now.plus(PAUSE) : now;
  }
}
