package io.fleetwire.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Decides in memory what starts next: a ring of endpoints that are ready, so that each has its
/// turn however much the others have waiting, and none has more requests in flight than its plan
/// says.
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
  private final InstantSource clock;
  private final Signal readySignal = new Signal();
  private final Signal dueSignal = new Signal();

  private final Map<EndpointId, EndpointQueue> queues = new HashMap<>();
  private final ArrayDeque<EndpointQueue> ring = new ArrayDeque<>();
  private final TreeSet<EndpointQueue> due =
      new TreeSet<>(
          Comparator.comparing((EndpointQueue queue) -> queue.nextDue)
              .thenComparingLong(queue -> queue.id.value()));
  private int held;
  private long heldBytes;
  private int inFlight;

  Scheduler(SchedulerLimits limits, Supplier<Endpoints> endpoints, InstantSource clock) {
    this.limits = limits;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /// An order to bring up to `limit` due deliveries of an endpoint from disk.
  record ClaimOrder(EndpointId endpoint, int limit) {}

  /// Whether a new delivery may be held. Not while older ones of the same endpoint are due on disk:
  /// those come first.
  synchronized boolean hasRoom(EndpointId endpoint) {
    EndpointQueue queue = queues.get(endpoint);
    return hasRoom()
        && (queue == null
            || (queue.held < limits.heldPerEndpointMax()
                && queue.nextDue.isAfter(clock.instant())));
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
        queue.ready.add(ready);
        queue.held++;
        held++;
        heldBytes += ready.event().payload().size();
        enterRing(queue);
      }
    }
    readySignal.raise();
  }

  /// Notes that a delivery of `endpoint` waits on disk until `dueAt`.
  void waiting(EndpointId endpoint, Instant dueAt) {
    synchronized (this) {
      EndpointQueue queue = queue(endpoint);
      if (dueAt.isBefore(queue.nextDue)) {
        setNextDue(queue, dueAt);
      }
    }
    dueSignal.raise();
  }

  /// The next delivery that may start; its endpoint then has one more request in flight.
  synchronized Optional<Ready> next() {
    while (inFlight < limits.attemptsMax() && !ring.isEmpty()) {
      EndpointQueue queue = ring.removeFirst();
      queue.inRing = false;
      if (queue.inFlight < concurrencyOf(queue)) {
        Ready ready = queue.ready.removeFirst();
        queue.inFlight++;
        inFlight++;
        enterRing(queue);
        return Optional.of(ready);
      }
    }
    return Optional.empty();
  }

  /// The request of `ready` is no longer in flight.
  void answered(Ready ready) {
    synchronized (this) {
      EndpointQueue queue = queue(ready.delivery().endpoint());
      queue.inFlight--;
      inFlight--;
      enterRing(queue);
    }
    readySignal.raise();
  }

  /// Lets go of `ready`, whose outcome is durable.
  void settled(Ready ready, NextStep next) {
    boolean roomForWaiting;
    synchronized (this) {
      EndpointQueue queue = queue(ready.delivery().endpoint());
      queue.held--;
      held--;
      heldBytes -= ready.event().payload().size();
      if (next instanceof NextStep.RetryAt retry && retry.at().isBefore(queue.nextDue)) {
        setNextDue(queue, retry.at());
      }
      roomForWaiting = !due.isEmpty();
      forgetIfIdle(queue);
    }
    if (roomForWaiting) {
      dueSignal.raise();
    }
  }

  /// Orders what should be claimed now. Each order must be answered by {@link #claimed} or {@link
  /// #waiting}: until then nothing is known to be due on disk for that endpoint, so that a retry
  /// which is settled meanwhile is not overwritten by what the claim saw before.
  synchronized List<ClaimOrder> orderClaims() {
    Instant now = clock.instant();
    List<ClaimOrder> orders = new ArrayList<>();
    int room = Math.min(limits.heldMax() - held, CLAIM_MAX * CLAIMS_MAX);
    for (EndpointQueue queue : List.copyOf(due)) {
      if (queue.nextDue.isAfter(now) || room <= 0) {
        break;
      }
      if (mayClaim(queue)) {
        int limit = Math.min(CLAIM_MAX, room);
        orders.add(new ClaimOrder(queue.id, limit));
        setNextDue(queue, Instant.MAX);
        room -= limit;
      }
    }
    return orders;
  }

  // An endpoint whose memory is still half full is left for later: a claim should be worth its
  // transaction.
  private boolean mayClaim(EndpointQueue queue) {
    return hasRoom() && queue.held <= limits.heldPerEndpointMax() / 2;
  }

  /// Tells how a claim ended: what is now held, and the next due time on disk, if any.
  void claimed(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {
    offer(deliveries);
    nextDue.ifPresent(at -> waiting(endpoint, at));
    synchronized (this) {
      forgetIfIdle(queue(endpoint));
    }
  }

  /// When there will be something to claim; {@link Instant#MAX} when none is known, or only where
  /// there is no room: making room raises the signal.
  synchronized Instant nextClaim() {
    Instant now = clock.instant();
    for (EndpointQueue queue : due) {
      if (queue.nextDue.isAfter(now) || mayClaim(queue)) {
        return queue.nextDue;
      }
    }
    return Instant.MAX;
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
    return queues.computeIfAbsent(id, EndpointQueue::new);
  }

  private void enterRing(EndpointQueue queue) {
    if (!queue.inRing && !queue.ready.isEmpty() && queue.inFlight < concurrencyOf(queue)) {
      queue.inRing = true;
      ring.addLast(queue);
    }
  }

  // An endpoint that has been removed still has its turns: the attempter drops what it had.
  private int concurrencyOf(EndpointQueue queue) {
    return endpoints
        .get()
        .find(queue.id)
        .map(endpoint -> endpoint.plan().concurrencyMax())
        .orElse(DeliveryPlan.CONCURRENCY_MAX);
  }

  private void setNextDue(EndpointQueue queue, Instant at) {
    due.remove(queue);
    queue.nextDue = at;
    if (at.isBefore(Instant.MAX)) {
      due.add(queue);
    }
  }

  private void forgetIfIdle(EndpointQueue queue) {
    if (queue.held == 0 && queue.inFlight == 0 && queue.nextDue.equals(Instant.MAX)) {
      queues.remove(queue.id);
    }
  }

  private static final class EndpointQueue {
    final EndpointId id;
    final ArrayDeque<Ready> ready = new ArrayDeque<>();
    int held;
    int inFlight;
    boolean inRing;
    Instant nextDue = Instant.MAX;

    EndpointQueue(EndpointId id) {
      this.id = id;
    }
  }
}
