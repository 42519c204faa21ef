package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Placement;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settled;
import io.fleetwire.engine.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The engine's tables inside one unit of work.
final class SqlEngineTx implements EngineTx {
  private final WriteTx tx;
  private final CommittedValue<Endpoints> endpoints;
  private final Sweep sweep;

  SqlEngineTx(WriteTx tx, CommittedValue<Endpoints> endpoints, Sweep sweep) {
    this.tx = tx;
    this.endpoints = endpoints;
    this.sweep = sweep;
  }

  @Override
  public Endpoints endpoints() {
    return tx.get(endpoints);
  }

  @Override
  public void putEndpoint(Endpoint endpoint) {
    Must.hold(
        exists(endpoint.id()) || !EndpointTable.isRemoved(tx, endpoint.id()),
        "an endpoint that was removed does not come back");
    EndpointTable.put(tx, endpoint);
    tx.set(endpoints, endpoints().with(endpoint));
  }

  @Override
  public void removeEndpoint(EndpointId id) {
    if (!exists(id)) {
      return;
    }
    EndpointTable.remove(tx, id);
    QueueTables.cancelHeld(tx, id);
    tx.set(endpoints, endpoints().without(id));
    tx.afterCommit(sweep::start);
  }

  @Override
  public void setState(EndpointId id, EndpointState state) {
    Must.hold(exists(id), "an endpoint that has a state exists");
    StandingColumns.put(tx, id, state);
    tx.set(endpoints, endpoints().withState(id, state));
  }

  @Override
  public void setHealth(EndpointId id, EndpointHealth health) {
    Must.hold(exists(id), "an endpoint that has a state exists");
    StandingColumns.put(tx, id, health);
    tx.set(endpoints, endpoints().withHealth(id, health));
  }

  @Override
  public void append(Event event) {
    EventTable.append(tx, event);
  }

  @Override
  public Placement enqueue(Ready ready, boolean mayHold) {
    Delivery delivery = ready.delivery();
    Must.hold(exists(delivery.endpoint()), "a delivery has an endpoint");
    if (isOrdered(delivery) && !LineTables.lead(tx, ready)) {
      LineTables.follow(tx, ready);
      return Placement.BEHIND;
    }
    if (mayHold) {
      QueueTables.hold(tx, delivery);
      return Placement.HELD;
    }
    QueueTables.await(tx, delivery);
    return Placement.WAITING;
  }

  private static boolean isOrdered(Delivery delivery) {
    return delivery.ordering() == Ordering.BY_SUBJECT;
  }

  @Override
  public Settled settle(Settlement settlement) {
    Delivery delivery = settlement.ready().delivery();
    int attemptsBefore = settlement.number() - 1;
    if (!QueueTables.letGo(tx, delivery.id(), attemptsBefore)) {
      return Settled.REFUSED;
    }
    AttemptTable.append(tx, settlement);
    if (settlement.next() instanceof NextStep.RetryAt retry) {
      QueueTables.await(tx, delivery.dueAgain(settlement.number(), retry.at()));
      return new Settled(true, List.of());
    }
    return new Settled(true, isOrdered(delivery) ? promote(settlement.ready()) : List.of());
  }

  private List<Ready> promote(Ready ended) {
    List<Ready> successors = LineTables.succeed(tx, ended).stream().toList();
    successors.forEach(successor -> QueueTables.hold(tx, successor.delivery()));
    return successors;
  }

  @Override
  public void release(List<DeliveryId> deliveries, Instant dueAt) {
    deliveries.forEach(delivery -> QueueTables.release(tx, delivery, dueAt));
  }

  @Override
  public List<Ready> claim(EndpointId endpoint, Instant now, int limit) {
    return exists(endpoint) ? QueueTables.claim(tx, endpoint, now, limit) : List.of();
  }

  @Override
  public Optional<Instant> nextDue(EndpointId endpoint) {
    return exists(endpoint) ? QueueTables.nextDue(tx, endpoint) : Optional.empty();
  }

  @Override
  public Map<EndpointId, Instant> nextDues() {
    Map<EndpointId, Instant> dues = QueueTables.nextDues(tx);
    dues.keySet().removeIf(endpoint -> !exists(endpoint));
    return dues;
  }

  @Override
  public int releaseHeld(Instant dueAt) {
    return QueueTables.letAllGo(tx, dueAt);
  }

  @Override
  public void afterCommit(Runnable action) {
    tx.afterCommit(action);
  }

  // What waits for a removed endpoint is cancelled, although the sweep may not have come to it yet.
  private boolean exists(EndpointId endpoint) {
    return endpoints().find(endpoint).isPresent();
  }
}
