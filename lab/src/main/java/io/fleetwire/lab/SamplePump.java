package io.fleetwire.lab;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.lab.SampleTable.Progress;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Tells the stories of simulated devices, through the door by which agents come. A step that was
/// told before a crash and is told again has the numbers that it had, and so no effect. After the
/// last step their host goes on to be heard for a while.
final class SamplePump implements Pump {
  /// Slow enough to be seen, quick enough to be waited for.
  static final Duration PACE = Duration.ofSeconds(4);

  private static final int BATCH_MAX = 20;

  private final Database database;
  private final Reporting reporting;
  private final Signal signal;
  private final Duration heartbeat;
  private final InstantSource clock;

  /// `heartbeat` is shorter than the patience with hosts.
  SamplePump(
      Database database,
      Reporting reporting,
      Signal signal,
      Duration heartbeat,
      InstantSource clock) {
    this.database = database;
    this.reporting = reporting;
    this.signal = signal;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lab-sample";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    List<Progress> due = database.read(tx -> SampleTable.due(tx, now, BATCH_MAX));
    due.forEach(progress -> tell(progress, now));
    return due.size() == BATCH_MAX ? now : database.read(SampleTable::nextDue).orElse(Instant.MAX);
  }

  private void tell(Progress progress, Instant now) {
    boolean isStory = progress.step() < SampleStory.length();
    TraceId trace = new TraceId(progress.stream() + "-" + progress.step());
    if (isStory) {
      reporting.take(
          progress.organization(),
          SampleStory.batch(progress.stream(), progress.step(), now),
          trace);
    } else {
      reporting.heartbeat(progress.organization(), SampleStory.HOST, trace);
    }
    Instant next = now.plus(isStory ? PACE : heartbeat);
    database.write(
        tx -> {
          // removed, or begun anew, by a person meanwhile: then that counts
          if (SampleTable.find(tx, progress.organization()).filter(progress::equals).isPresent()) {
            if (now.isBefore(progress.endsAt())) {
              SampleTable.put(tx, progress.next(next));
            } else {
              SampleTable.remove(tx, progress.organization());
            }
          }
          return next;
        });
  }
}
