package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps this node among the others: renews its lease, buries those who did not renew theirs, and
/// moves lanes until all have the same share. All of one round is one transaction.
///
/// A lane is given up in two steps: first nothing of it is started any more, and what is held goes
/// back to disk; when nothing of it is in flight, or has been for too long, it belongs to nobody. A
/// lane is taken with whatever somebody held in it, as after a crash.
///
/// Then it looks for what other nodes have brought about: deliveries that wait, endpoints that are
/// called again or no longer. Hints make that quick, this makes it sure. A store of one node needs
/// none of it.
final class NodePump implements Pump {
  /// Long enough for a full commit of every node and a pause of the collector, short enough for
  /// those who wait when a node has died.
  static final Duration LEASE = Duration.ofSeconds(10);

  /// A renewal may fail three times in a row.
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);

  /// What is in flight for longer is sent again by the next owner.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(45);

  /// How soon what has been drained is given up.
  private static final Duration WHILE_LEAVING = Duration.ofMillis(100);

  /// To look for what waits costs a look per endpoint, and may cost this part of the time.
  private static final int LOOKS_SHARE = 20;

  private final EngineStore store;
  private final Scheduler scheduler;
  private final Tenure tenure;
  private final World world;
  private final EngineObserver observer;
  private final Signal signal = new Signal();
  private final Rhythm rhythm = new Rhythm(BETWEEN_ROUNDS);
  private final Map<Lane, Long> leavingSince = new HashMap<>();
  private Endpoints seen = Endpoints.NONE;
  private long looksFrom;
  private boolean wasAlone;
  private volatile boolean isCalled;
  private volatile boolean isStopped;

  NodePump(EnginePorts ports, Scheduler scheduler, Tenure tenure, World world) {
    this.store = ports.store();
    this.scheduler = scheduler;
    this.tenure = tenure;
    this.world = world;
    this.observer = ports.observer();
    this.looksFrom = world.nanos().getAsLong();
    store.membership().listen(this::hear);
  }

  /// How one round has ended: how many nodes live, what this one owns, what of it is about to be
  /// given up, and what has just been taken.
  private record Round(int nodes, Lanes owned, Lanes leaving, Lanes taken) {}

  @Override
  public String name() {
    return "node";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public synchronized Instant step() {
    if (!store.membership().isShared() || isStopped) {
      return Instant.MAX;
    }
    Instant now = world.clock().instant();
    if (isCalled || !leavingSince.isEmpty() || rhythm.isDue(now)) {
      isCalled = false;
      attempt();
      rhythm.done(now);
    }
    return leavingSince.isEmpty() ? rhythm.next() : now.plus(WHILE_LEAVING);
  }

  private void attempt() {
    long askedAt = tenure.lease().nanos();
    try {
      Round round = store.write(tx -> round(tx, askedAt));
      tenure.lease().renewed(askedAt, LEASE);
      settle(round);
    } catch (StoreUnavailableException e) {
      if (!store.membership().isExpelled()) {
        throw e;
      }
      isStopped = true;
      tenure.lease().lose();
      observer.expelled();
    }
  }

  private Round round(EngineTx tx, long askedAt) {
    NodeBook book = tx.nodes();
    book.renew(LEASE);
    Lanes before = tx.lanes();
    Lanes busy = scheduler.busyLanes();
    Lanes gone =
        Lanes.of(
                leavingSince.keySet().stream()
                    .filter(lane -> !busy.contains(lane) || isOverdue(lane, askedAt))
                    .toList())
            .within(before);
    if (!gone.isEmpty()) {
      book.release(gone);
    }
    List<Node> dead = book.list().stream().filter(Node::isOver).toList();
    dead.forEach(book::bury);
    List<Node> living = book.list().stream().filter(Node::serves).toList();
    LanePlan plan =
        LanePlan.of(living, store.membership().number(), Lanes.of(leavingSince.keySet()));
    if (!plan.gain().isEmpty()) {
      book.take(plan.gain());
      tx.releaseHeld(plan.gain(), world.clock().instant());
    }
    Lanes owned = tx.lanes();
    if (!owned.equals(before) || !dead.isEmpty()) {
      tx.hint(Set.of());
    }
    return new Round(living.size(), owned, plan.surplus(), plan.gain());
  }

  private boolean isOverdue(Lane lane, long now) {
    return now - leavingSince.getOrDefault(lane, now) > DRAIN_MAX.toNanos();
  }

  private void settle(Round round) {
    List<Lane> leaving = round.leaving().list();
    leavingSince.keySet().retainAll(leaving);
    leaving.forEach(lane -> leavingSince.putIfAbsent(lane, tenure.lease().nanos()));
    scheduler.serve(round.owned(), round.leaving(), round.taken());
    catchUp(round);
    observer.roundEnded(round.nodes(), round.owned().size());
  }

  // What other nodes have committed that concerns the endpoints of this one.
  private void catchUp(Round round) {
    Endpoints now = store.endpoints();
    now.switchedSince(seen).forEach(scheduler::switched);
    seen = now;
    boolean isAlone = round.nodes() == 1;
    long startedAt = tenure.lease().nanos();
    boolean isTime = startedAt - looksFrom >= 0 && !(isAlone && wasAlone);
    if (isTime || !round.taken().isEmpty()) {
      store.nextDues().forEach(scheduler::noteDue);
      long endedAt = tenure.lease().nanos();
      looksFrom = endedAt + LOOKS_SHARE * (endedAt - startedAt);
      wasAlone = isAlone;
    }
  }

  private void hear(Set<EndpointId> endpoints) {
    Instant now = world.clock().instant();
    endpoints.forEach(endpoint -> scheduler.noteDue(endpoint, now));
    if (endpoints.isEmpty()) {
      isCalled = true;
      signal.raise();
    }
  }

  /// Ends this node: whatever it held is for others to take, at once instead of when its lease is
  /// over.
  synchronized void leave() {
    if (store.membership().isShared() && !isStopped) {
      isStopped = true;
      tenure.lease().lose();
      store.write(
          tx -> {
            tx.releaseHeld(tx.lanes(), world.clock().instant());
            tx.hint(Set.of());
            tx.nodes().leave();
            return true;
          });
    }
  }
}
