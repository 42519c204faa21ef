package io.fleetwire.engine;

import io.fleetwire.engine.OperationalEvents.Occasion;
import java.time.Instant;
import java.time.InstantSource;

/// Changes the states and the health of endpoints, and tells of it: in the same transaction by an
/// operational event, and after the commit to the scheduler and the observer. Thread-safe.
final class Standings {
  private final Intake intake;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final EngineObserver observer;

  Standings(Intake intake, Scheduler scheduler, World world, EngineObserver observer) {
    this.intake = intake;
    this.scheduler = scheduler;
    this.clock = world.clock();
    this.observer = observer;
  }

  /// Lets an endpoint, which there must be, be called or not.
  void turn(EngineTx tx, Endpoint endpoint, EndpointState state, TraceId trace) {
    tx.setState(endpoint.id(), state);
    if (state instanceof EndpointState.Disabled(Instant since, EndpointState.Reason reason)) {
      Occasion occasion = new Occasion(endpoint, trace, since);
      intake.accept(tx, OperationalEvents.disabled(occasion, reason));
    }
    tx.afterCommit(
        () -> {
          scheduler.switched(endpoint.id());
          observer.stateChanged(endpoint, state);
        });
  }

  /// Draws the conclusions from an attempt that has just been settled in `tx`. Nothing is written
  /// while nothing changes.
  void draw(EngineTx tx, Settlement settlement, Impression impression) {
    EndpointId id = settlement.ready().delivery().endpoint();
    boolean isUsual =
        settlement.next() instanceof NextStep.Delivered
            && impression.farewell().isEmpty()
            && tx.endpoints().health(id) instanceof EndpointHealth.Well;
    if (!isUsual) {
      tx.endpoints().find(id).ifPresent(endpoint -> draw(tx, settlement, impression, endpoint));
    }
  }

  private void draw(EngineTx tx, Settlement settlement, Impression impression, Endpoint endpoint) {
    Occasion occasion = new Occasion(endpoint, settlement.ready().event().trace(), clock.instant());
    EndpointHealth health = judge(tx, occasion, impression);
    if (!(tx.endpoints().state(endpoint.id()) instanceof EndpointState.Disabled)) {
      HealthPolicy.reasonToDisable(health, impression, occasion.at())
          .map(reason -> new EndpointState.Disabled(occasion.at(), reason))
          .ifPresent(state -> turn(tx, endpoint, state, occasion.trace()));
    }
    // Nobody is told that they were not told: that would have no end.
    boolean isOperational = TypePattern.isOperational(settlement.ready().event().type());
    if (settlement.next() instanceof NextStep.GiveUp(NextStep.Reason reason)
        && isLoss(reason)
        && !isOperational) {
      intake.accept(tx, OperationalEvents.exhausted(occasion, settlement, reason));
    }
  }

  private static boolean isLoss(NextStep.Reason reason) {
    return switch (reason) {
      case EXHAUSTED, REFUSED -> true;
      case SUPERSEDED, REMOVED -> false;
    };
  }

  private EndpointHealth judge(EngineTx tx, Occasion occasion, Impression impression) {
    Endpoint endpoint = occasion.endpoint();
    EndpointHealth before = tx.endpoints().health(endpoint.id());
    EndpointHealth health = HealthPolicy.next(before, impression.kind(), occasion.at());
    if (health.equals(before)) {
      return health;
    }
    tx.setHealth(endpoint.id(), health);
    if (health instanceof EndpointHealth.Failing(Instant since)) {
      tell(tx, OperationalEvents.failing(occasion, since), endpoint, health);
    } else if (before instanceof EndpointHealth.Failing(Instant since)) {
      tell(tx, OperationalEvents.recovered(occasion, since), endpoint, health);
    }
    return health;
  }

  private void tell(EngineTx tx, NewEvent event, Endpoint endpoint, EndpointHealth health) {
    intake.accept(tx, event);
    tx.afterCommit(() -> observer.healthChanged(endpoint, health));
  }
}
