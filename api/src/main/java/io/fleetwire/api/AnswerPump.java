package io.fleetwire.api;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets answers that nobody can ask for any more.
final class AnswerPump {
  /// A few milliseconds of the writer's time.
  private static final int PER_STEP_MAX = 500;

  /// What is too old does no harm; it is looked for now and then.
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private AnswerPump() {}

  static Pump of(Database database, InstantSource clock) {
    return new PeriodicPump("api-answer", PERIOD, clock, now -> forget(database, now));
  }

  private static boolean forget(Database database, Instant now) {
    Instant before = now.minus(AnswerTable.KEPT);
    return database.write(tx -> AnswerTable.forget(tx, before, PER_STEP_MAX)) == PER_STEP_MAX;
  }
}
