package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ready;
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
  public void append(Event event) {
    EventTable.append(tx, event);
  }

  @Override
  public void enqueue(Delivery delivery, boolean held) {
    Must.hold(exists(delivery.endpoint()), "a delivery has an endpoint");
    if (held) {
      QueueTables.hold(tx, delivery);
    } else {
      QueueTables.await(tx, delivery);
    }
  }

  @Override
  public boolean settle(Settlement settlement) {
    Delivery delivery = settlement.ready().delivery();
    int attemptsBefore = settlement.number() - 1;
    if (!QueueTables.letGo(tx, delivery.id(), attemptsBefore)) {
      return false;
    }
    AttemptTable.append(tx, settlement);
    if (settlement.next() instanceof NextStep.RetryAt retry) {
      QueueTables.await(
          tx,
          new Delivery(
              delivery.id(),
              delivery.endpoint(),
              delivery.event(),
              settlement.number(),
              retry.at()));
    }
    return true;
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
