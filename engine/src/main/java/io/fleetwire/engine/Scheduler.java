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

  /// Whether a new delivery may be held. Not while older ones of the same endpoint are due on disk:
  /// those come first.
  synchronized boolean hasRoom(EndpointId endpoint) {
    EndpointQueue queue = queues.get(endpoint);
    boolean hasItsShare = queue == null || queue.held < limits.heldPerEndpointMax();
    return hasRoom() && hasItsShare && !onDisk.isDue(endpoint, now());
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
      EndpointQueue queue = queue(ready.delivery().endpoint());
      queue.held--;
      held--;
      heldBytes -= ready.event().payload().size();
      if (next instanceof NextStep.RetryAt retry) {
        onDisk.note(queue.id, retry.at());
      }
      diskIsWaiting = onDisk.first().isPresent();
      forgetIfRemoved(queue);
    }
    if (diskIsWaiting) {
      dueSignal.raise();
    }
  }

  /// Orders what should be claimed now. Each order must be answered by {@link #claimed} or {@link
  /// #waiting}: until then nothing is known to be due on disk for that endpoint, so that a retry
  /// which is settled meanwhile is not overwritten by what the claim saw before.
  synchronized List<ClaimOrder> orderClaims() {
    List<ClaimOrder> orders = new ArrayList<>();
    int room = Math.min(limits.heldMax() - held, CLAIM_MAX * CLAIMS_MAX);
    for (Agenda.Entry entry : onDisk.due(now())) {
      if (room > 0 && mayClaim(entry.who())) {
        int limit = Math.min(CLAIM_MAX, room);
        orders.add(new ClaimOrder(entry.who(), limit));
        onDisk.strike(entry.who());
        room -= limit;
      }
    }
    return orders;
  }

  // An endpoint whose memory is still half full is left for later: a claim should be worth its
  // transaction.
  private boolean mayClaim(EndpointId endpoint) {
    EndpointQueue queue = queues.get(endpoint);
    return hasRoom() && (queue == null || queue.held <= limits.heldPerEndpointMax() / 2);
  }

  /// Tells how a claim ended: what is now held, and the next due time on disk, if any.
  void claimed(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {
    offer(deliveries);
    nextDue.ifPresent(at -> waiting(endpoint, at));
  }

  /// When there will be something to claim; {@link Instant#MAX} when none is known, or only where
  /// there is no room: making room raises the signal.
  synchronized Instant nextClaim() {
    Instant now = now();
    boolean claimableNow = onDisk.due(now).stream().anyMatch(entry -> mayClaim(entry.who()));
    return claimableNow ? now : onDisk.firstAfter(now).orElse(Instant.MAX);
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
    } else if (queue.pace.mayStart(slotsMax(queue), now())) {
      queue.isListed = true;
      ring.addLast(queue);
    }
  }

  private void resume() {
    for (Agenda.Entry entry : paused.due(now())) {
      paused.strike(entry.who());
      list(queue(entry.who()));
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
