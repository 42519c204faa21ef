package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// Makes one attempt: compose, send, decide, and hand the result to the {@link Settler}.
/// Thread-safe; blocks.
final class Attempter {
  private final EngineStore store;
  private final Sender sender;
  private final Formats formats;
  private final Scheduler scheduler;
  private final Settler settler;
  private final DeliveryPolicy policy;
  private final World world;
  private final EngineObserver observer;

  Attempter(EnginePorts ports, Scheduler scheduler, Settler settler, World world) {
    this.store = ports.store();
    this.sender = ports.sender();
    this.formats = new Formats(ports.formats());
    this.scheduler = scheduler;
    this.settler = settler;
    this.policy = new DeliveryPolicy(world.random());
    this.world = world;
    this.observer = ports.observer();
  }

  void attempt(Started started) {
    if (!scheduler.tenure().isHeld()) {
      // Its thread has had to wait, and meanwhile it may have become another node's to make.
      scheduler.takeBack(started);
      return;
    }
    Optional<Endpoint> endpoint = store.endpoints().find(started.ready().delivery().endpoint());
    if (endpoint.isEmpty()) {
      // It was removed, and its row in the queue went with it.
      scheduler.answered(started, new Outcome.NotComposed("the endpoint was removed"));
      letGo(started);
      return;
    }
    attempt(started, endpoint.get());
  }

  private void letGo(Started started) {
    scheduler.settled(started.ready(), new NextStep.GiveUp(NextStep.Reason.REMOVED));
  }

  private void attempt(Started started, Endpoint endpoint) {
    Ready ready = started.ready();
    int number = ready.delivery().nextAttempt();
    Instant startedAt = world.clock().instant();
    AttemptMoment moment =
        new AttemptMoment(number, startedAt, AttemptMoment.nonce(world.random()));
    LastLook lastLook = new LastLook(scheduler.tenure());
    Sent sent = send(started, endpoint, moment, lastLook);
    if (lastLook.hasForbidden() || isCutOff(sent.outcome())) {
      scheduler.takeBack(started);
      return;
    }
    scheduler.answered(started, sent.outcome());
    if (!scheduler.tenure().covers(started)) {
      // It has hung for so long that its lane has gone: how it ends is for the next to find out.
      letGo(started);
      return;
    }
    Impression impression = Impression.of(sent.outcome(), formats.of(endpoint));
    NextStep next =
        policy.decide(endpoint.plan().retries(), number, impression, world.clock().instant());
    settler.take(new Settlement(ready, number, startedAt, sent, next), endpoint, impression);
  }

  /// Whether it is us who end, and not the receiver's time: it says nothing about the receiver,
  /// uses up none of the delivery's attempts, and is made again by the next start.
  private static boolean isCutOff(Outcome outcome) {
    return outcome instanceof Outcome.TimedOut && Thread.currentThread().isInterrupted();
  }

  // A fault of ours in writing or sending one request must not lose its slot or its delivery: it is
  // told, and tried again by the plan like any other failure.
  private Sent send(Started started, Endpoint endpoint, AttemptMoment moment, LastLook lastLook) {
    try {
      OutboundRequest request = formats.of(endpoint).compose(started.ready(), endpoint, moment);
      Budgets budgets = endpoint.plan().budgets();
      return started.cancellation().during(() -> sender.send(request, budgets, lastLook));
    } catch (CallbackFormat.NotComposedException e) {
      return notSent(Optional.ofNullable(e.getMessage()).orElse("no request"));
    } catch (RuntimeException | AssertionError e) {
      observer.stumbled("attempt", e);
      return notSent("a fault inside the server, see its log");
    }
  }

  private static Sent notSent(String detail) {
    return new Sent(new Outcome.NotComposed(detail), Timeline.NONE);
  }
}
