package io.fleetwire.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides in memory what starts next: a ring of endpoints that are ready, so that each has its
/// turn however much the others have waiting. Each endpoint goes at its own {@link EndpointPace},
/// and half of all slots is kept for first attempts to endpoints that answer: whatever the others
/// do, those find a slot.
///
/// It also knows, per endpoint, when the next delivery on disk falls due. Losing all of it costs a
/// claim from disk, never a delivery. Thread-safe; nothing in it blocks.
public final class Scheduler {
  /// Deliveries per claim, and claims per transaction: enough to be worth a commit, few enough to
  /// be over within milliseconds.
  private static final int CLAIM_MAX = 200;

  private static final int CLAIMS_MAX = 16;

  /// What is held for an endpoint that is paused or silent: enough to begin again at once.
  private static final int HELD_WHILE_STILL = 16;

  /// What is held for an endpoint that has not answered well yet.
  private static final int HELD_UNPROVEN = 256;

  private final SchedulerLimits limits;
  private final Supplier<Endpoints> endpoints;
  private final World world;
  private final Signal readySignal = new Signal();
  private final Signal dueSignal = new Signal();

  private final Map<EndpointId, EndpointQueue> queues = new HashMap<>();
  private final ArrayDeque<EndpointQueue> ring = new ArrayDeque<>();
  private final ArrayDeque<EndpointQueue> crowd = new ArrayDeque<>();
  private final Agenda paused = new Agenda();
  private final Agenda onDisk = new Agenda();
  private final ArrayDeque<EndpointQueue> surplus = new ArrayDeque<>();
  private int held;
  private long heldBytes;
  private int inFlight;
  private int doubtfulInFlight;

  Scheduler(SchedulerLimits limits, Supplier<Endpoints> endpoints, World world) {
    this.limits = limits;
    this.endpoints = endpoints;
    this.world = world;
  }

  /// An order to bring up to `limit` due deliveries of an endpoint from disk.
  record ClaimOrder(EndpointId endpoint, int limit) {}

  /// An order to let deliveries of one endpoint wait on disk until `dueAt`.
  record Release(List<Ready> deliveries, Instant dueAt) {}

  /// Whether a new delivery may be held. Not while older ones of the same endpoint are due on disk:
  /// those come first.
  synchronized boolean hasRoom(EndpointId endpoint) {
    EndpointQueue queue = queues.get(endpoint);
    boolean hasItsShare = queue == null || queue.held < share(queue);
    boolean isFirst = !onDisk.isDue(endpoint, now()) && (queue == null || !queue.isDueOnDisk);
    return hasRoom() && hasItsShare && isFirst;
  }

  // An endpoint that does not answer gets little memory, so that many of them leave most of it to
  // those that do.
  private int share(EndpointQueue queue) {
    int most = limits.heldPerEndpointMax();
    if (queue.pace.isStill(now())) {
      return Math.min(most, HELD_WHILE_STILL);
    }
    return queue.pace.isProven() ? most : Math.min(most, HELD_UNPROVEN);
  }

  private boolean hasRoom() {
    return held < limits.heldMax() && heldBytes < limits.heldBytesMax();
  }

  /// Takes deliveries that have become durable, or have been claimed.
  void offer(List<Ready> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    synchronized (this) {
      for (Ready ready : deliveries) {
        EndpointQueue queue = queue(ready.delivery().endpoint());
        queue.add(ready);
        held++;
        heldBytes += ready.event().payload().size();
        list(queue);
      }
    }
    readySignal.raise();
  }

  /// Notes that a delivery of `endpoint` waits on disk until `dueAt`.
  void waiting(EndpointId endpoint, Instant dueAt) {
    synchronized (this) {
      onDisk.note(endpoint, dueAt);
    }
    dueSignal.raise();
  }

  /// Takes note that an endpoint is called again, or no longer. What is held for one that is not
  /// goes back to disk.
  void switched(EndpointId id) {
    synchronized (this) {
      EndpointQueue queue = queue(id);
      list(queue);
      noteAgain(queue);
    }
    readySignal.raise();
    dueSignal.raise();
  }

  /// The next attempt that may start; its endpoint then has one more request in flight.
  synchronized Optional<Started> next() {
    resume();
    while (inFlight < limits.attemptsMax() && admitOneOfTheCrowd()) {
      EndpointQueue queue = ring.removeFirst();
      queue.isListed = false;
      if (queue.pace.mayStart(slotsMax(queue), now())) {
        Optional<Ready> ready = take(queue);
        if (ready.isPresent()) {
          return Optional.of(start(queue, ready.get()));
        }
      } else {
        // Since it was listed it has been paused, or has filled its slots.
        list(queue);
      }
    }
    return Optional.empty();
  }

  // Where doubtful attempts have their half of the slots already, only a first attempt to a proven
  // endpoint may start; the others wait in the crowd until one of their kind has ended.
  private Optional<Ready> take(EndpointQueue queue) {
    if (hasDoubtfulSlot()) {
      return Optional.of(queue.take());
    }
    if (queue.pace.isProven() && queue.hasFirsts()) {
      return Optional.of(queue.takeFirst());
    }
    queue.isListed = true;
    crowd.addLast(queue);
    return Optional.empty();
  }

  private Started start(EndpointQueue queue, Ready ready) {
    boolean doubtful = EndpointQueue.isRetry(ready) || !queue.pace.isProven();
    inFlight++;
    doubtfulInFlight += doubtful ? 1 : 0;
    queue.pace.started(now());
    list(queue);
    return new Started(ready, now(), doubtful);
  }

  /// The request of `started` is no longer in flight, and that is how it ended.
  void answered(Started started, Outcome outcome) {
    synchronized (this) {
      EndpointQueue queue = queue(started.ready().delivery().endpoint());
      inFlight--;
      doubtfulInFlight -= started.doubtful() ? 1 : 0;
      Instant notBefore = RetryAfter.of(outcome, now()).orElse(Instant.MIN);
      queue.pace.ended(HealthSign.of(outcome), started.at(), now(), notBefore);
      list(queue);
      noteAgain(queue);
    }
    readySignal.raise();
  }

  private boolean hasDoubtfulSlot() {
    return doubtfulInFlight < (limits.attemptsMax() + 1) / 2;
  }

  // Returns whether anybody stands in the ring.
  private boolean admitOneOfTheCrowd() {
    if (hasDoubtfulSlot() && !crowd.isEmpty()) {
      ring.addLast(crowd.removeFirst());
    }
    return !ring.isEmpty();
  }

  /// Lets go of `ready`, whose outcome is durable.
  void settled(Ready ready, NextStep next) {
    boolean diskIsWaiting;
    synchronized (this) {
      EndpointQueue queue = letGo(ready);
      if (next instanceof NextStep.RetryAt retry) {
        onDisk.note(queue.id, retry.at());
      }
      noteAgain(queue);
      diskIsWaiting = onDisk.first().isPresent();
      forgetIfRemoved(queue);
    }
    if (diskIsWaiting) {
      dueSignal.raise();
    }
  }

  private EndpointQueue letGo(Ready ready) {
    EndpointQueue queue = queue(ready.delivery().endpoint());
    queue.held--;
    held--;
    heldBytes -= ready.event().payload().size();
    return queue;
  }

  /// Orders what should be claimed now. Each order must be answered by {@link #claimed} or {@link
  /// #waiting}: until then nothing is known to be due on disk for that endpoint, so that a retry
  /// which is settled meanwhile is not overwritten by what the claim saw before. An endpoint that
  /// may not have more just now is noted again when it may.
  synchronized List<ClaimOrder> orderClaims() {
    List<ClaimOrder> orders = new ArrayList<>();
    int room = Math.min(limits.heldMax() - held, CLAIM_MAX * CLAIMS_MAX);
    for (Agenda.Entry entry : onDisk.due(now())) {
      if (room <= 0 || !hasRoom()) {
        break;
      }
      onDisk.strike(entry.who());
      EndpointQueue queue = queue(entry.who());
      if (mayClaim(queue)) {
        int limit = Math.min(Math.min(CLAIM_MAX, share(queue)), room);
        orders.add(new ClaimOrder(queue.id, limit));
        room -= limit;
      } else {
        queue.isDueOnDisk = true;
        noteAgain(queue);
      }
    }
    return orders;
  }

  // A claim should be worth its transaction: not before half of the endpoint's share is free.
  private boolean mayClaim(EndpointQueue queue) {
    return !queue.pace.isStill(now()) && queue.held <= share(queue) / 2;
  }

  private void noteAgain(EndpointQueue queue) {
    if (queue.isDueOnDisk && mayClaim(queue)) {
      queue.isDueOnDisk = false;
      onDisk.note(queue.id, now());
    } else if (queue.isDueOnDisk && now().isBefore(queue.pace.pausedUntil())) {
      paused.note(queue.id, queue.pace.pausedUntil());
    }
  }

  /// Orders what should go back to disk now: what paused endpoints hold beyond their share. Each
  /// order must be answered by {@link #released} or {@link #takeBack}.
  synchronized List<Release> orderReleases() {
    List<Release> orders = new ArrayList<>();
    for (int i = surplus.size(); i > 0; i--) {
      EndpointQueue queue = surplus.removeFirst();
      List<Ready> newest = queue.takeBeyond(HELD_WHILE_STILL, CLAIM_MAX);
      if (!newest.isEmpty()) {
        orders.add(new Release(newest, queue.pace.pausedUntil()));
        surplus.addLast(queue);
      }
    }
    return orders;
  }

  /// Puts back what could not be released.
  void takeBack(Release release) {
    synchronized (this) {
      release.deliveries().forEach(this::letGo);
    }
    offer(release.deliveries());
  }

  /// Lets go of what is durable on disk again.
  void released(Release release) {
    synchronized (this) {
      release.deliveries().forEach(this::letGo);
    }
    waiting(release.deliveries().getFirst().delivery().endpoint(), release.dueAt());
  }

  /// Tells how a claim ended: what is now held, and the next due time on disk, if any.
  void claimed(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {
    offer(deliveries);
    nextDue.ifPresent(at -> waiting(endpoint, at));
  }

  /// When there will be something to move between memory and disk; {@link Instant#MAX} when nothing
  /// is known of, or there is no room: making room raises the signal.
  synchronized Instant nextMove() {
    if (!surplus.isEmpty()) {
      return now();
    }
    return hasRoom() ? onDisk.first().map(Agenda.Entry::at).orElse(Instant.MAX) : Instant.MAX;
  }

  /// When a paused endpoint may be called again; {@link Instant#MAX} when none is paused.
  synchronized Instant nextResume() {
    return paused.first().map(Agenda.Entry::at).orElse(Instant.MAX);
  }

  /// How many requests are in flight.
  public synchronized int inFlight() {
    return inFlight;
  }

  /// How many deliveries are held in memory, those in flight included.
  public synchronized int held() {
    return held;
  }

  Signal readySignal() {
    return readySignal;
  }

  Signal dueSignal() {
    return dueSignal;
  }

  private EndpointQueue queue(EndpointId id) {
    return queues.computeIfAbsent(id, _ -> new EndpointQueue(id, new EndpointPace(world.random())));
  }

  // Puts an endpoint where it will be seen: into the ring when it may start something, on the
  // agenda
  // while it is paused. Otherwise its next answer lists it again.
  private void list(EndpointQueue queue) {
    if (queue.isListed || queue.isEmpty()) {
      return;
    }
    if (now().isBefore(queue.pace.pausedUntil())) {
      paused.note(queue.id, queue.pace.pausedUntil());
      surplus.addLast(queue);
      dueSignal.raise();
    } else if (queue.pace.mayStart(slotsMax(queue), now())) {
      queue.isListed = true;
      ring.addLast(queue);
    }
  }

  private void resume() {
    for (Agenda.Entry entry : paused.due(now())) {
      paused.strike(entry.who());
      EndpointQueue queue = queue(entry.who());
      list(queue);
      noteAgain(queue);
      dueSignal.raise();
    }
  }

  // An endpoint that has been removed still has its turns: the attempter drops what it had.
  private int slotsMax(EndpointQueue queue) {
    return endpoints
        .get()
        .find(queue.id)
        .map(endpoint -> endpoint.plan().concurrencyMax())
        .orElse(DeliveryPlan.CONCURRENCY_MAX);
  }

  private void forgetIfRemoved(EndpointQueue queue) {
    if (queue.held == 0 && endpoints.get().find(queue.id).isEmpty()) {
      queues.remove(queue.id);
      paused.strike(queue.id);
      onDisk.strike(queue.id);
    }
  }

  private Instant now() {
    return world.clock().instant();
  }
}
