package io.fleetwire.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the scheduler knows of deliveries on disk: whose fall due when, and who holds more in
/// memory than it should and gives some back. Confined to the scheduler's lock.
final class DiskAgenda {
  /// Deliveries of one endpoint, and of all, that are moved in one transaction: enough to be worth
  /// a commit, few enough for those who wait behind it. Each costs about ten microseconds.
  private static final int CLAIM_MAX = 200;

  private static final int MOVES_MAX = 400;

  private final EndpointQueues queues;
  private final HeldMemory memory;
  private final Agenda resumes;
  private final Agenda dues = new Agenda();

  /// Those of which what is due has only just come in, elsewhere.
  private final Set<EndpointId> onTheWay = new HashSet<>();

  private final ArrayDeque<EndpointQueue> surplus = new ArrayDeque<>();
  private final Signal signal = new Signal();

  /// When the pump will look by itself.
  private Instant expected = Instant.MAX;

  /// `resumes` is where endpoints are noted that are paused until a time.
  DiskAgenda(EndpointQueues queues, HeldMemory memory, Agenda resumes) {
    this.queues = queues;
    this.memory = memory;
    this.resumes = resumes;
  }

  Signal signal() {
    return signal;
  }

  /// Notes that something of an endpoint falls due at a time.
  void note(EndpointId who, Instant at) {
    dues.note(who, at);
  }

  /// Notes that something of an endpoint is due at a time that another node has accepted. It has to
  /// come by disk, and is no older than what comes here.
  void noteFromAfar(EndpointId who, Instant at, Instant now) {
    if (!dues.isDue(who, now)) {
      onTheWay.add(who);
    }
    note(who, at);
  }

  /// Whether something of an endpoint lies on disk for lack of room, or until now for its own time.
  boolean isBehind(EndpointId who, Instant now) {
    return dues.isDue(who, now) && !onTheWay.contains(who);
  }

  /// Whether what is due at a time will be claimed together with what could not be claimed yet:
  /// nobody need look for each event that is parked.
  boolean waits(EndpointId who, Instant dueAt, Instant now) {
    return !dueAt.isAfter(now) && queues.find(who).filter(it -> it.isDueOnDisk).isPresent();
  }

  void forget(EndpointQueue queue) {
    strike(queue.id);
  }

  private void strike(EndpointId who) {
    dues.strike(who);
    onTheWay.remove(who);
  }

  /// Lets `queue` give back what it holds beyond `kept`.
  void giveBackBeyond(int kept, EndpointQueue queue) {
    if (!queue.isSurplus && queue.size() > kept) {
      queue.isSurplus = true;
      surplus.addLast(queue);
    }
  }

  /// Notes what is due of an endpoint again that could not be claimed when its time came.
  void noteAgain(EndpointQueue queue, Instant now) {
    if (queue.isDueOnDisk && mayClaim(queue, now)) {
      queue.isDueOnDisk = false;
      dues.note(queue.id, now);
    } else if (queue.isDueOnDisk && queue.pace.isPaused(now)) {
      resumes.note(queue.id, queue.pace.pausedUntil());
    }
  }

  // A claim should be worth its transaction: not before half of the endpoint's share is free.
  private boolean mayClaim(EndpointQueue queue, Instant now) {
    return queues.isActive(queue.id)
        && !queue.pace.isStill(now)
        && queue.held <= memory.share(queue, queues.plan(queue), now) / 2;
  }

  List<ClaimOrder> orderClaims(Instant now) {
    List<ClaimOrder> orders = new ArrayList<>();
    int room = Math.min(memory.room(), MOVES_MAX);
    for (Agenda.Entry entry : dues.due(now)) {
      if (room <= 0) {
        break;
      }
      strike(entry.who());
      EndpointQueue queue = queues.get(entry.who());
      if (mayClaim(queue, now)) {
        int share = memory.share(queue, queues.plan(queue), now);
        int limit = Math.min(Math.min(CLAIM_MAX, share), room);
        orders.add(new ClaimOrder(queue.id, limit));
        room -= limit;
      } else {
        queue.isDueOnDisk = true;
        noteAgain(queue, now);
      }
    }
    return orders;
  }

  /// What endpoints give back that are paused or not active. `again` gets those that turn out to be
  /// neither.
  List<Scheduler.Release> orderReleases(Instant now, List<EndpointQueue> again) {
    List<Scheduler.Release> orders = new ArrayList<>();
    int left = MOVES_MAX;
    for (int i = surplus.size(); i > 0 && left > 0; i--) {
      EndpointQueue queue = surplus.removeFirst();
      queue.isSurplus = false;
      boolean active = queues.isActive(queue.id);
      if (active && !queue.pace.isPaused(now)) {
        again.add(queue);
        continue;
      }
      int kept = active ? HeldMemory.WHILE_STILL : 0;
      List<Ready> newest = queue.takeBeyond(kept, Math.min(CLAIM_MAX, left));
      left -= newest.size();
      if (!newest.isEmpty()) {
        Instant at = active ? queue.pace.pausedUntil() : Instant.MAX;
        orders.add(new Scheduler.Release(queue.id, newest, at));
        giveBackBeyond(kept, queue);
      }
    }
    return orders;
  }

  /// Takes note that a release is durable.
  void released(Scheduler.Release release, Instant now) {
    if (release.nextLookAt().equals(Instant.MAX)) {
      EndpointQueue queue = queues.get(release.endpoint());
      queue.isDueOnDisk = true;
      noteAgain(queue, now);
    } else {
      note(release.endpoint(), release.nextLookAt());
    }
  }

  /// When there will be something to move; {@link Instant#MAX} when nothing is known of, or there
  /// is no room. From then on the pump is taken to look at that time by itself.
  Instant expectMove(Instant now) {
    expected = nextMove(now);
    return expected;
  }

  /// Wakes the pump when there is something to move before it would look by itself.
  void wake(Instant now) {
    Instant move = nextMove(now);
    if (move.isBefore(expected)) {
      expected = move;
      signal.raise();
    }
  }

  private Instant nextMove(Instant now) {
    if (!surplus.isEmpty()) {
      return now;
    }
    Optional<Agenda.Entry> first = memory.hasRoom() ? dues.first() : Optional.empty();
    return first.map(Agenda.Entry::at).orElse(Instant.MAX);
  }
}
