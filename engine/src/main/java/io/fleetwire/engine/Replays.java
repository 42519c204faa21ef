package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Starts, shows and cancels replays; {@link ReplayPump} does them. Thread-safe.
public final class Replays {
  /// Each costs a look at the log every second.
  public static final int RUNNING_MAX = 16;

  /// A dry run counts no further: the answer is "a million and more".
  private static final int COUNT_MAX = 1_000_000;

  private final EngineStore store;
  private final ReplayPump pump;
  private final Ids ids;
  private final World world;

  Replays(EngineStore store, ReplayPump pump, Ids ids, World world) {
    this.store = store;
    this.pump = pump;
    this.ids = ids;
    this.world = world;
  }

  /// How many deliveries a replay would make if it were started now.
  public DeliveryCount dryRun(NewReplay wanted) {
    return store.log().count(wanted.query().to(Set.of(wanted.endpoint())), COUNT_MAX);
  }

  /// Starts a replay. It is durable, and goes on after a restart, when `tx` is durable.
  public ReplayStart start(EngineTx tx, NewReplay wanted) {
    OrganizationId organization = wanted.query().organization();
    if (!isOf(organization, tx.endpoints().find(wanted.endpoint()))) {
      return new ReplayStart.NoEndpoint();
    }
    if (tx.replays().running(RUNNING_MAX).size() >= RUNNING_MAX) {
      return new ReplayStart.TooMany(RUNNING_MAX);
    }
    Instant now = world.clock().instant();
    Replay.Progress begin =
        new Replay.Progress(Replay.State.RUNNING, 0, tx.lastSequence(wanted.endpoint()), 0, 0, now);
    Replay replay =
        new Replay(
            new ReplayId(ids.next(tx.idFloor())),
            wanted.endpoint(),
            wanted.query().to(Set.of(wanted.endpoint())),
            wanted.perSecondMax(),
            now,
            begin);
    tx.replays().put(replay);
    tx.afterCommit(pump::changed);
    return new ReplayStart.Running(replay);
  }

  private static boolean isOf(OrganizationId organization, Optional<Endpoint> endpoint) {
    return endpoint.filter(found -> found.organization().equals(organization)).isPresent();
  }

  /// Ends a replay that runs; what it has enqueued is delivered. Returns the replay as it then is.
  public Optional<Replay> cancel(EngineTx tx, OrganizationId organization, ReplayId id) {
    Optional<Replay> found =
        tx.replays().find(id).filter(replay -> replay.organization().equals(organization));
    if (found.filter(Replay::isRunning).isEmpty()) {
      return found;
    }
    Replay cancelled = found.get().ended(Replay.State.CANCELLED, world.clock().instant());
    tx.replays().put(cancelled);
    tx.afterCommit(pump::changed);
    return Optional.of(cancelled);
  }
}
