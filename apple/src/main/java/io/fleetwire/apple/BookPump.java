package io.fleetwire.apple;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Writes what the {@link Journal} took down, many notes in one commit, and forgets what is old. A
/// batch that could not be written is written at the next step.
final class BookPump implements Pump {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  /// A commit of so many rows takes some ten milliseconds, in which no device's event is written.
  private static final int BATCH_MAX = 1_000;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Duration SWEEP = Duration.ofMinutes(1);

  /// As long as events are remembered; and a million lines are some hundred megabytes.
  private static final Duration LINES_KEPT = Duration.ofDays(30);

  private static final long LINES_MAX = 1_000_000;

  /// Calls are for whoever looks for a fault now.
  private static final Duration CALLS_KEPT = Duration.ofDays(7);

  private static final long CALLS_MAX = 200_000;

  /// Whether a device ever was here is asked for a quarter of a year.
  private static final Duration GONE_KEPT = Duration.ofDays(90);

  private final Database database;
  private final Journal journal;
  private final InstantSource clock;
  private final Signal signal = new Signal();
  private List<Journal.Note> batch = List.of();
  private Instant forgetAt = Instant.MIN;

  BookPump(Database database, Journal journal, InstantSource clock) {
    this.database = database;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "apple-book";
  }

  /// Nobody hurries it.
  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    if (batch.isEmpty()) {
      batch = journal.take(BATCH_MAX);
    }
    boolean more = batch.size() == BATCH_MAX;
    if (!batch.isEmpty()) {
      database.write(this::write);
      batch = List.of();
    }
    long lost = journal.takeLost();
    if (lost > 0) {
      LOG.log(System.Logger.Level.WARNING, "{0} lines found no room in the book", lost);
    }
    if (!now.isBefore(forgetAt)) {
      int forgotten = database.write(tx -> forget(tx, now));
      forgetAt = forgotten >= BATCH_MAX ? now : now.plus(SWEEP);
    }
    return more ? now : now.plus(PERIOD);
  }

  private boolean write(WriteTx tx) {
    batch.forEach(note -> note.write(tx));
    return true;
  }

  private static int forget(WriteTx tx, Instant now) {
    return LineTable.forget(tx, now.minus(LINES_KEPT), LINES_MAX, BATCH_MAX)
        + CallTable.forget(tx, now.minus(CALLS_KEPT), CALLS_MAX, BATCH_MAX)
        + EnrolmentTable.forget(tx, now.minus(GONE_KEPT), BATCH_MAX)
        + PushTable.forget(tx, now.minus(GONE_KEPT), BATCH_MAX);
  }
}
