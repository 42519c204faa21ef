package io.fleetwire.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Does the replays: looks at the next part of an endpoint's log beside the writer, then enqueues
/// what matches and moves the replay's cursor in one commit. So a crash at any line makes nothing
/// twice and leaves nothing out. A replay keeps to its pace, and pauses while its endpoint has much
/// outstanding: it is never the reason why news wait on disk. One that fails is told once and tried
/// again later; the others go on.
final class ReplayPump implements Pump {
  /// Deliveries per commit, and rows of the log per look: a few milliseconds each.
  private static final int BATCH_MAX = 200;

  private static final int LOOK_MAX = 500;

  /// An endpoint with more than that outstanding gets no more from a replay just now.
  private static final int OUTSTANDING_MAX = 1_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// What is broken on disk is not whole a moment later.
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  /// An ordinary event of the organization, for whom asks for it by name. Its subject is the
  /// endpoint.
  private static final EventType FINISHED = new EventType("fleetwire.replay.finished");

  private final EngineStore store;
  private final Intake intake;
  private final Redelivery redelivery;
  private final World world;
  private final EngineObserver observer;
  private final Signal signal = new Signal();
  private final Map<ReplayId, Instant> nextAt = new HashMap<>();
  private final Set<ReplayId> failing = new HashSet<>();
  private volatile boolean isChanged = true;
  private List<ReplayId> running = List.of();

  ReplayPump(EnginePorts ports, Intake intake, Redelivery redelivery, World world) {
    this.store = ports.store();
    this.observer = ports.observer();
    this.intake = intake;
    this.redelivery = redelivery;
    this.world = world;
  }

  /// A part of the log that has been looked at.
  private record Look(List<DeliveryEntry> matching, int looked, long cursor, boolean isLast) {}

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  /// A replay was started or cancelled.
  void changed() {
    isChanged = true;
    signal.raise();
  }

  @Override
  public Instant step() {
    // Where there are other nodes, a replay may have been started or cancelled by another one.
    if (isChanged || store.membership().isShared()) {
      isChanged = false;
      refresh();
    }
    Instant now = world.clock().instant();
    for (ReplayId id : running) {
      if (!nextAt.getOrDefault(id, Instant.MIN).isAfter(now)) {
        nextAt.put(id, now.plus(tryToAdvance(id)));
      }
    }
    return running.stream()
        .map(id -> nextAt.getOrDefault(id, now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private void refresh() {
    try {
      running =
          store.write(tx -> tx.replays().running(Replays.RUNNING_MAX)).stream()
              .map(Replay::id)
              .toList();
    } catch (RuntimeException e) {
      isChanged = true;
      throw e;
    }
    nextAt.keySet().retainAll(running);
    failing.retainAll(running);
  }

  private Duration tryToAdvance(ReplayId id) {
    try {
      Duration wait = advance(id);
      failing.remove(id);
      return wait;
    } catch (RuntimeException e) {
      if (failing.add(id)) {
        observer.stumbled(name(), new IllegalStateException("the replay " + id + " waits", e));
      }
      return PAUSE_AFTER_FAILURE;
    }
  }

  // Returns how long the replay then has to wait.
  private Duration advance(ReplayId id) {
    Optional<Replay> found = store.write(tx -> tx.replays().find(id)).filter(Replay::isRunning);
    if (found.isEmpty()) {
      isChanged = true;
      return PAUSE;
    }
    Replay replay = found.get();
    DeliveryLog log = store.log();
    if (log.countOutstanding(replay.endpoint(), OUTSTANDING_MAX + 1) > OUTSTANDING_MAX) {
      return PAUSE;
    }
    Look look = look(log, replay);
    int enqueued = store.write(tx -> advance(tx, replay, look));
    return Duration.ofMillis(enqueued * PAUSE.toMillis() / replay.perSecondMax());
  }

  private static Look look(DeliveryLog log, Replay replay) {
    Replay.Progress progress = replay.progress();
    List<DeliveryEntry> entries =
        log.listAfter(replay.endpoint(), progress.cursor(), progress.until(), LOOK_MAX);
    int most = Math.min(BATCH_MAX, replay.perSecondMax());
    List<DeliveryEntry> matching = new ArrayList<>();
    int looked = 0;
    while (looked < entries.size() && matching.size() < most) {
      DeliveryEntry entry = entries.get(looked++);
      if (replay.query().matches(entry)) {
        matching.add(entry);
      }
    }
    boolean isLast = looked == entries.size() && looked < LOOK_MAX;
    long cursor = looked == 0 ? progress.until() : entries.get(looked - 1).sequence();
    return new Look(matching, looked, cursor, isLast || cursor >= progress.until());
  }

  // What the look was based on may have changed: somebody cancelled, or the endpoint is gone.
  private int advance(EngineTx tx, Replay replay, Look look) {
    Optional<Replay> present = tx.replays().find(replay.id());
    if (!present.equals(Optional.of(replay))) {
      return 0;
    }
    Instant now = world.clock().instant();
    Optional<Endpoint> endpoint = tx.endpoints().find(replay.endpoint());
    if (endpoint.isEmpty()) {
      end(tx, replay.ended(Replay.State.CANCELLED, now));
      return 0;
    }
    int enqueued = enqueue(tx, endpoint.get(), look.matching());
    Replay.Progress before = replay.progress();
    Replay further =
        replay.with(
            new Replay.Progress(
                Replay.State.RUNNING,
                look.cursor(),
                before.until(),
                before.looked() + look.looked(),
                before.enqueued() + enqueued,
                now));
    if (look.isLast()) {
      end(tx, further.ended(Replay.State.FINISHED, now));
      intake.accept(tx, finished(further, now));
    } else {
      tx.replays().put(further);
    }
    return enqueued;
  }

  private int enqueue(EngineTx tx, Endpoint endpoint, List<DeliveryEntry> entries) {
    int enqueued = 0;
    for (DeliveryEntry entry : entries) {
      // Since it was looked at, its event may have come of age.
      if (tx.find(entry.id()).isPresent()) {
        redelivery.enqueue(tx, endpoint, entry.event(), Origin.REPLAY);
        enqueued++;
      }
    }
    return enqueued;
  }

  // Ids, numbers and times have no letter that JSON would have to escape.
  private static NewEvent finished(Replay replay, Instant now) {
    String body =
        """
        {"replay":"%s","endpoint":"%s","startedAt":"%s","looked":%d,"enqueued":%d}\
        """
            .formatted(
                replay.id(),
                replay.endpoint(),
                replay.startedAt(),
                replay.progress().looked(),
                replay.progress().enqueued());
    return new NewEvent(
        replay.organization(),
        FINISHED,
        new Subject(replay.endpoint().toString()),
        new TraceId(replay.id().toString()),
        now,
        new Payload("application/json", body.getBytes(StandardCharsets.UTF_8)));
  }

  private void end(EngineTx tx, Replay ended) {
    tx.replays().put(ended);
    tx.afterCommit(this::changed);
  }
}
