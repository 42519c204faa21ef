package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides in memory what starts next. Endpoints that are ready have their {@link Turns}, each goes
/// at its own {@link EndpointPace}, and by the {@link AttemptSlots} those that answer find a slot
/// whatever the others do. An endpoint that is not active has no turns, and what it holds goes back
/// to disk.
///
/// It also knows, per endpoint, when the next delivery on disk falls due ({@link DiskAgenda}).
/// Losing all of it costs a claim from disk, never a delivery. Thread-safe; nothing in it blocks.
public final class Scheduler {
  /// An endpoint that is held up by its rate is looked at no more often than the first, and no less
  /// often than the second: meanwhile its plan may have changed.
  private static final Duration RATE_STEP_MIN = Duration.ofMillis(1);

  private static final Duration RATE_STEP_MAX = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Signal readySignal = new Signal();

  private final Tenure tenure;
  private final EndpointQueues queues;
  private final HeldMemory memory;
  private final DiskAgenda disk;
  private final Agenda resumes = new Agenda();
  private final AttemptSlots slots;
  private final Turns turns;

  Scheduler(SchedulerLimits limits, Supplier<Endpoints> endpoints, Tenure tenure, World world) {
    this.clock = world.clock();
    this.tenure = tenure;
    this.queues = new EndpointQueues(endpoints, tenure, world.random());
    this.memory = new HeldMemory(limits);
    this.slots = new AttemptSlots(limits.attemptsMax());
    this.turns = new Turns(slots);
    this.disk = new DiskAgenda(queues, memory, resumes);
  }

  /// An order to let deliveries of an endpoint wait on disk, each as long as it was to wait before.
  /// They are looked at again at `nextLookAt`; {@link Instant#MAX} while the endpoint is not
  /// active.
  record Release(EndpointId endpoint, List<Ready> deliveries, Instant nextLookAt) {}

  /// Whether a new delivery of an active endpoint may be held. Not while older ones are due on
  /// disk: those come first. What another node has just accepted is not older.
  synchronized boolean hasRoom(EndpointId endpoint) {
    Instant now = clock.instant();
    Optional<EndpointQueue> queue = queues.find(endpoint);
    return memory.hasRoom()
        && tenure.serves(endpoint)
        && !disk.isBehind(endpoint, now)
        && (queue.isEmpty() || hasRoom(queue.get(), now));
  }

  private boolean hasRoom(EndpointQueue queue, Instant now) {
    return !queue.isDueOnDisk && queue.held < memory.share(queue, queues.plan(queue), now);
  }

  /// Takes deliveries that have become durable, or have been claimed.
  void offer(List<Ready> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    synchronized (this) {
      Instant now = clock.instant();
      for (Ready ready : deliveries) {
        EndpointQueue queue = queues.get(ready.delivery().endpoint());
        memory.add(queue, ready);
        list(queue, now);
      }
      disk.wake(now);
    }
    readySignal.raise();
  }

  /// Notes that a delivery of `endpoint` waits on disk until `dueAt`.
  synchronized void waiting(EndpointId endpoint, Instant dueAt) {
    Instant now = clock.instant();
    if (!disk.waits(endpoint, dueAt, now)) {
      disk.note(endpoint, dueAt);
      disk.wake(now);
    }
  }

  /// The same for what another node has accepted, of an endpoint that may be another node's to
  /// call.
  synchronized void noteDue(EndpointId endpoint, Instant dueAt) {
    Instant now = clock.instant();
    if (tenure.serves(endpoint) && !disk.waits(endpoint, dueAt, now)) {
      disk.noteFromAfar(endpoint, dueAt, now);
      disk.wake(now);
    }
  }

  /// Takes note that an endpoint is called again, or no longer.
  void switched(EndpointId id) {
    synchronized (this) {
      turn(queues.get(id), clock.instant());
    }
    readySignal.raise();
  }

  private void turn(EndpointQueue queue, Instant now) {
    if (!queues.isActive(queue.id)) {
      // Although it may have a turn: that may be long in coming.
      disk.giveBackBeyond(0, queue);
    }
    list(queue, now);
    disk.noteAgain(queue, now);
    disk.wake(now);
  }

  /// Calls the endpoints of these lanes from now on, some of which have just been taken, but for
  /// those that are about to be given up.
  void serve(Lanes lanes, Lanes leaving, Lanes taken) {
    synchronized (this) {
      tenure.serve(lanes, leaving, taken);
      Instant now = clock.instant();
      for (EndpointQueue queue : queues.all()) {
        turn(queue, now);
        forgetIfGone(queue);
      }
    }
    readySignal.raise();
  }

  /// The lanes of which something is held, in flight, or about to be settled.
  synchronized Lanes busyLanes() {
    return Lanes.of(
        queues.all().stream().filter(it -> it.held > 0).map(it -> Lane.of(it.id)).toList());
  }

  /// Takes back an attempt that was not made after all.
  void takeBack(Started started) {
    answered(started, new Outcome.NotComposed("not made"));
    synchronized (this) {
      letGo(started.ready());
    }
    offer(List.of(started.ready()));
  }

  /// The next attempt that may start; its endpoint then has one more request in flight.
  synchronized Optional<Started> next() {
    if (!tenure.isHeld()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    resume(now);
    if (turns.isAnybodyWaiting() && slots.isTimeToMakeRoom(now)) {
      slots.makeRoom(queues.all(), now);
    }
    Optional<Started> started = Optional.empty();
    Optional<EndpointQueue> turn = turns.next();
    while (turn.isPresent()) {
      started = turn.flatMap(queue -> start(queue, now));
      turn = started.isPresent() ? Optional.empty() : turns.next();
    }
    return started;
  }

  private Optional<Started> start(EndpointQueue queue, Instant now) {
    if (queue.isEmpty() || !mayStart(queue, now)) {
      // Since it was listed it has been paused, has filled its slots, or gave all back.
      list(queue, now);
      return Optional.empty();
    }
    return turns.take(queue).map(ready -> start(queue, ready, now));
  }

  private boolean mayStart(EndpointQueue queue, Instant now) {
    DeliveryPlan plan = queues.plan(queue);
    return queues.isActive(queue.id)
        && queue.pace.mayStart(plan.concurrencyMax(), now)
        && queue.pace.isWithin(plan.ratePerSecondMax(), now);
  }

  private Started start(EndpointQueue queue, Ready ready, Instant now) {
    boolean doubtful = EndpointQueue.isRetry(ready) || !queue.pace.isProven();
    Started started = new Started(ready, now, doubtful, tenure.term(queue.id), new Cancellation());
    slots.take(queue, started);
    queue.pace.started(started, queues.plan(queue).ratePerSecondMax());
    list(queue, now);
    return started;
  }

  /// The request of `started` is no longer in flight, and that is how it ended.
  void answered(Started started, Outcome outcome) {
    EndpointPace.Sign sign = HealthSign.of(outcome);
    Instant notBefore = Patience.of(outcome, clock.instant()).orElse(Instant.MIN);
    synchronized (this) {
      Instant now = clock.instant();
      EndpointQueue queue = queues.get(started.ready().delivery().endpoint());
      boolean wasTrusted = queue.pace.isTrusted();
      slots.giveBack(queue, started);
      queue.pace.ended(started, sign, now, notBefore);
      slots.place(queue);
      if (queue.pace.isTrusted() && !wasTrusted) {
        turns.callBack(queue);
      }
      list(queue, now);
      disk.noteAgain(queue, now);
      disk.wake(now);
    }
    readySignal.raise();
  }

  /// Lets go of `ready`, whose outcome is durable.
  synchronized void settled(Ready ready, NextStep next) {
    Instant now = clock.instant();
    EndpointQueue queue = letGo(ready);
    if (next instanceof NextStep.RetryAt retry) {
      disk.note(queue.id, retry.at());
    }
    disk.noteAgain(queue, now);
    forgetIfGone(queue);
    disk.wake(now);
  }

  private EndpointQueue letGo(Ready ready) {
    EndpointQueue queue = queues.get(ready.delivery().endpoint());
    memory.letGo(queue, ready);
    return queue;
  }

  /// Orders what should be claimed now. Each order must be answered by {@link #claimed} or {@link
  /// #waiting}: until then nothing is known to be due on disk for that endpoint, so that a retry
  /// which is settled meanwhile is not overwritten by what the claim saw before. An endpoint that
  /// may not have more just now is noted again when it may.
  synchronized List<ClaimOrder> orderClaims() {
    return disk.orderClaims(clock.instant());
  }

  /// Orders what should go back to disk now: what paused endpoints hold beyond their share, and all
  /// that others hold which are not active. Each order must be answered by {@link #released} or
  /// {@link #takeBack}.
  synchronized List<Release> orderReleases() {
    Instant now = clock.instant();
    List<EndpointQueue> resumed = new ArrayList<>();
    List<Release> orders = disk.orderReleases(now, resumed);
    resumed.forEach(queue -> list(queue, now));
    if (!resumed.isEmpty()) {
      readySignal.raise();
    }
    return orders;
  }

  /// Puts back what could not be released.
  void takeBack(Release release) {
    synchronized (this) {
      release.deliveries().forEach(this::letGo);
    }
    // The newest were taken first.
    offer(release.deliveries().reversed());
  }

  /// Lets go of what is durable on disk again.
  synchronized void released(Release release) {
    Instant now = clock.instant();
    release.deliveries().forEach(this::letGo);
    disk.released(release, now);
    forgetIfGone(queues.get(release.endpoint()));
    disk.wake(now);
  }

  /// Tells how a claim ended.
  void claimed(Claimed claimed) {
    offer(claimed.deliveries());
    claimed.nextDue().ifPresent(at -> waiting(claimed.endpoint(), at));
  }

  /// When there will be something to move between memory and disk; {@link Instant#MAX} when nothing
  /// is known of, or there is no room. The signal is raised for what comes before that.
  synchronized Instant nextMove() {
    return disk.expectMove(clock.instant());
  }

  /// When an endpoint may be called again that is paused, or held up by its rate, or room should be
  /// made for those that wait; {@link Instant#MAX} when there is none.
  synchronized Instant nextResume() {
    Instant resume = resumes.first().map(Agenda.Entry::at).orElse(Instant.MAX);
    boolean isRoomNext = turns.isAnybodyWaiting() && slots.nextLook().isBefore(resume);
    return isRoomNext ? slots.nextLook() : resume;
  }

  /// Whether nothing is under way for an active endpoint that could be called, and there would be
  /// room: then what it has on disk has been forgotten.
  synchronized boolean isIdle(EndpointId id) {
    Instant now = clock.instant();
    Optional<EndpointQueue> queue = queues.find(id);
    boolean nothingIsHeld = queue.isEmpty() || queue.get().held == 0;
    boolean mayBeCalled = queue.isEmpty() || !queue.get().pace.isStill(now);
    return queues.isActive(id) && nothingIsHeld && mayBeCalled && memory.hasRoom();
  }

  /// Those of `held` that are for this node to deliver, and that it does not have.
  synchronized List<Delivery> lost(List<Delivery> held) {
    return held.stream()
        .filter(it -> tenure.serves(it.endpoint()) && !memory.holds(it.id()))
        .toList();
  }

  /// How many requests are in flight.
  public synchronized int inFlight() {
    return slots.inFlight();
  }

  /// How many of them are in the penalty box.
  public synchronized int inPenalty() {
    return slots.boxed();
  }

  /// How many deliveries are held in memory, those in flight included.
  public synchronized int held() {
    return memory.held();
  }

  /// How an endpoint is being called just now.
  public synchronized EndpointLoad load(EndpointId id) {
    return queues
        .find(id)
        .map(queue -> queue.pace.load(queues.plan(queue), queue.held, clock.instant()))
        .orElse(EndpointLoad.NONE);
  }

  Tenure tenure() {
    return tenure;
  }

  Signal readySignal() {
    return readySignal;
  }

  Signal dueSignal() {
    return disk.signal();
  }

  // Puts an endpoint where it will be seen: gives it a turn when it may start something, among
  // those
  // that give back when it is not active, on the agenda while it is paused or held up by its rate.
  // Otherwise its next answer lists it again.
  private void list(EndpointQueue queue, Instant now) {
    if (queue.isListed || queue.isEmpty()) {
      return;
    }
    DeliveryPlan plan = queues.plan(queue);
    if (!queues.isActive(queue.id)) {
      disk.giveBackBeyond(0, queue);
    } else if (queue.pace.isPaused(now)) {
      resumes.note(queue.id, queue.pace.pausedUntil());
      disk.giveBackBeyond(HeldMemory.WHILE_STILL, queue);
    } else if (!queue.pace.mayStart(plan.concurrencyMax(), now)) {
      return;
    } else if (queue.pace.isWithin(plan.ratePerSecondMax(), now)) {
      turns.add(queue);
    } else {
      resumes.note(queue.id, nextLook(queue.pace.opensAt(plan.ratePerSecondMax(), now), now));
    }
  }

  private static Instant nextLook(Instant opensAt, Instant now) {
    Instant soon = now.plus(RATE_STEP_MIN);
    Instant late = now.plus(RATE_STEP_MAX);
    return opensAt.isBefore(soon) ? soon : opensAt.isAfter(late) ? late : opensAt;
  }

  private void resume(Instant now) {
    List<Agenda.Entry> due = resumes.due(now);
    for (Agenda.Entry entry : due) {
      resumes.strike(entry.who());
      EndpointQueue queue = queues.get(entry.who());
      list(queue, now);
      disk.noteAgain(queue, now);
    }
    if (!due.isEmpty()) {
      disk.wake(now);
    }
  }

  private void forgetIfGone(EndpointQueue queue) {
    if (queue.held == 0 && queues.isGone(queue)) {
      queues.forget(queue);
      resumes.strike(queue.id);
      disk.forget(queue);
    }
  }
}
