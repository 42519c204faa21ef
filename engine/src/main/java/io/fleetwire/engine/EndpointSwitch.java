package io.fleetwire.engine;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Lets people pause an endpoint, or switch it off. Whatever they do, events for it are accepted
/// and kept. Each operation answers with the state that it leads to, or with nothing when there is
/// no such endpoint; one that leads nowhere, such as pausing what is disabled, changes nothing.
/// Thread-safe.
public final class EndpointSwitch {
  private final EngineStore store;
  private final Standings standings;
  private final InstantSource clock;

  EndpointSwitch(EngineStore store, Standings standings, InstantSource clock) {
    this.store = store;
    this.standings = standings;
    this.clock = clock;
  }

  /// Lets an active endpoint wait. Requests in flight end as they may.
  public Optional<EndpointState> pause(EndpointId id) {
    return store.write(tx -> pause(tx, id));
  }

  /// The same, together with whatever else `tx` changes.
  public Optional<EndpointState> pause(EngineTx tx, EndpointId id) {
    return turn(
        tx, id, state -> state.isActive() ? new EndpointState.Paused(clock.instant()) : state);
  }

  /// Ends a pause: what was kept is sent, in order.
  public Optional<EndpointState> resume(EndpointId id) {
    return store.write(tx -> resume(tx, id));
  }

  /// The same, together with whatever else `tx` changes.
  public Optional<EndpointState> resume(EngineTx tx, EndpointId id) {
    return turn(
        tx,
        id,
        state -> state instanceof EndpointState.Paused ? new EndpointState.Active() : state);
  }

  /// Switches an endpoint off, until it is enabled.
  public Optional<EndpointState> disable(EndpointId id) {
    return store.write(tx -> disable(tx, id));
  }

  /// The same, together with whatever else `tx` changes.
  public Optional<EndpointState> disable(EngineTx tx, EndpointId id) {
    return turn(
        tx,
        id,
        state ->
            state instanceof EndpointState.Disabled
                ? state
                : new EndpointState.Disabled(clock.instant(), EndpointState.Reason.BY_HAND));
  }

  /// Gives an endpoint that was disabled, for whatever reason, a new chance: its failures are
  /// forgotten, and what was kept is sent.
  public Optional<EndpointState> enable(EndpointId id) {
    return store.write(tx -> enable(tx, id));
  }

  /// The same, together with whatever else `tx` changes.
  public Optional<EndpointState> enable(EngineTx tx, EndpointId id) {
    if (tx.endpoints().state(id) instanceof EndpointState.Disabled) {
      tx.setHealth(id, new EndpointHealth.Well());
    }
    return turn(
        tx,
        id,
        state -> state instanceof EndpointState.Disabled ? new EndpointState.Active() : state);
  }

  private Optional<EndpointState> turn(
      EngineTx tx, EndpointId id, UnaryOperator<EndpointState> change) {
    return tx.endpoints().find(id).map(endpoint -> turn(tx, endpoint, change));
  }

  private EndpointState turn(EngineTx tx, Endpoint endpoint, UnaryOperator<EndpointState> change) {
    EndpointState before = tx.endpoints().state(endpoint.id());
    EndpointState after = change.apply(before);
    if (!after.equals(before)) {
      standings.turn(tx, endpoint, after, new TraceId(endpoint.id().toString()));
    }
    return after;
  }
}
