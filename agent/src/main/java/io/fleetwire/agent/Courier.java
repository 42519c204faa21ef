package io.fleetwire.agent;

import io.fleetwire.agent.LabServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Brings the journal to the server, in order, and says that the machine is alive when there is
/// nothing to bring. Stepped by one thread.
final class Courier {
  /// What the server takes at once.
  static final int BATCH_MAX = 500;

  /// The server counts a machine as down after a minute.
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Duration PAUSE_MIN = Duration.ofMillis(500);

  /// Whoever starts the server again wants to see the lab soon.
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  private final Journal journal;
  private final LabServer server;
  private final AgentObserver observer;
  private final InstantSource clock;
  private Duration pause = PAUSE_MIN;
  private Instant heartbeatAt = Instant.EPOCH;

  /// A step that comes earlier does nothing: the thread looks each second, and at each change.
  private Instant notBefore = Instant.EPOCH;

  private String trouble = "";

  /// How many reports go together: one by one after a batch was refused.
  private int batchMax = BATCH_MAX;

  Courier(Journal journal, LabServer server, AgentObserver observer, InstantSource clock) {
    this.journal = journal;
    this.server = server;
    this.observer = observer;
    this.clock = clock;
  }

  /// Does one thing, and answers when it wants to be called again at the latest.
  Instant step() {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      return notBefore;
    }
    Journal.Batch batch = journal.next(batchMax);
    if (batch.isEmpty() && now.isBefore(heartbeatAt)) {
      return heartbeatAt;
    }
    Answer answer = batch.isEmpty() ? server.heartbeat() : server.report(journal.stream(), batch);
    return switch (answer) {
      case Answer.Taken taken -> take(batch, taken);
      case Answer.Unfit(String reason) -> leaveOut(batch, reason);
      case Answer.Refused(String reason) -> waitFor(reason);
      case Answer.Away(String reason) -> waitFor(reason);
    };
  }

  private Instant take(Journal.Batch batch, Answer.Taken taken) {
    journal.taken(batch);
    taken.ignored().forEach(one -> observer.trouble("the server left out " + one));
    if (!trouble.isEmpty()) {
      observer.well("the server takes reports again");
      trouble = "";
    }
    pause = PAUSE_MIN;
    batchMax = BATCH_MAX;
    Instant now = clock.instant();
    heartbeatAt = now.plus(HEARTBEAT);
    return batch.isEmpty() ? heartbeatAt : now;
  }

  /// A report that the server cannot read would hold up all that follow: it is found by sending
  /// each by itself, told, and left out.
  private Instant leaveOut(Journal.Batch batch, String reason) {
    List<Numbered> reports = batch.reports();
    if (reports.isEmpty()) {
      return waitFor("the server does not understand this agent: " + reason);
    }
    if (reports.size() > 1) {
      batchMax = 1;
      return clock.instant();
    }
    Numbered only = reports.getFirst();
    observer.trouble(
        "the server refuses a report of %s, which is left out: %s"
            .formatted(only.report().udid(), reason));
    journal.leaveOut(reports);
    return clock.instant();
  }

  private Instant waitFor(String reason) {
    if (!trouble.equals(reason)) {
      trouble = reason;
      observer.trouble(reason + "; what changes meanwhile is kept and sent later");
    }
    notBefore = clock.instant().plus(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    return notBefore;
  }
}
