package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Enqueued;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Housekeeping;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.NodeBook;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Placement;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.ReplayBook;
import io.fleetwire.engine.Settled;
import io.fleetwire.engine.Settlement;
import io.fleetwire.store.LineTables.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The engine's tables inside one unit of work.
final class SqlEngineTx implements EngineTx {
  private static final NextStep SUPERSEDED = new NextStep.GiveUp(NextStep.Reason.SUPERSEDED);

  private final WriteTx tx;
  private final CommittedValue<Endpoints> endpoints;
  private final Sequences sequences;
  private final Sweep sweep;

  SqlEngineTx(WriteTx tx, CommittedValue<Endpoints> endpoints, Sequences sequences, Sweep sweep) {
    this.tx = tx;
    this.sequences = sequences;
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
    tx.afterCommit(() -> sequences.forget(id));
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
  public Enqueued enqueue(NewDelivery fresh, boolean mayHold) {
    Must.hold(exists(fresh.endpoint()), "a delivery has an endpoint");
    Delivery delivery = DeliveryTable.append(tx, sequences, fresh);
    Placement placement =
        switch (fresh.ordering()) {
          case UNORDERED -> place(delivery, mayHold);
          case BY_SUBJECT -> joinLine(lineOf(fresh), delivery, mayHold);
          case LATEST -> joinLatest(lineOf(fresh), delivery, mayHold);
        };
    return new Enqueued(delivery, placement);
  }

  private Placement place(Delivery delivery, boolean mayHold) {
    if (mayHold) {
      QueueTables.hold(tx, delivery);
      return Placement.HELD;
    }
    QueueTables.await(tx, delivery);
    return Placement.WAITING;
  }

  private Placement joinLine(Line line, Delivery delivery, boolean mayHold) {
    if (LineTables.lead(tx, line, delivery)) {
      return place(delivery, mayHold);
    }
    LineTables.follow(tx, line, delivery);
    return Placement.BEHIND;
  }

  private Placement joinLatest(Line line, Delivery delivery, boolean mayHold) {
    return switch (LatestLines.join(tx, line, delivery)) {
      case LEADS -> place(delivery, mayHold);
      case FOLLOWS -> Placement.BEHIND;
      case SUPERSEDED -> Placement.SUPERSEDED;
    };
  }

  private static Line lineOf(NewDelivery delivery) {
    return Line.of(delivery.endpoint(), delivery.ordering(), delivery.event());
  }

  private static Line lineOf(Ready ready) {
    Delivery delivery = ready.delivery();
    return Line.of(delivery.endpoint(), delivery.ordering(), ready.event().head());
  }

  @Override
  public Optional<DeliveryEntry> find(DeliveryId id) {
    return LogTables.find(tx, id);
  }

  @Override
  public long lastSequence(EndpointId endpoint) {
    return DeliveryTable.last(tx, endpoint);
  }

  @Override
  public Housekeeping housekeeping() {
    return new SqlHousekeeping(tx);
  }

  @Override
  public ReplayBook replays() {
    return new SqlReplayBook(tx);
  }

  @Override
  public Settled settle(Settlement settlement) {
    Delivery delivery = settlement.ready().delivery();
    int attemptsBefore = settlement.number() - 1;
    if (!QueueTables.letGo(tx, delivery.id(), attemptsBefore)) {
      return Settled.refused(settlement);
    }
    NextStep next = isSuperseded(settlement) ? SUPERSEDED : settlement.next();
    AttemptTable.append(tx, settlement.with(next));
    if (next instanceof NextStep.RetryAt retry) {
      QueueTables.await(tx, delivery.dueAgain(settlement.number(), retry.at()));
      return new Settled(true, next, List.of());
    }
    boolean hasLine = delivery.ordering().hasLines();
    return new Settled(true, next, hasLine ? promote(settlement.ready()) : List.of());
  }

  // What failed would be sent after what follows it, and so is not sent at all.
  private boolean isSuperseded(Settlement settlement) {
    return settlement.ready().delivery().ordering() == Ordering.LATEST
        && settlement.next() instanceof NextStep.RetryAt
        && LineTables.findFollower(tx, lineOf(settlement.ready())).isPresent();
  }

  private List<Ready> promote(Ready ended) {
    Delivery delivery = ended.delivery();
    List<Ready> successors =
        LineTables.succeed(tx, lineOf(ended), delivery.ordering(), delivery.id()).stream().toList();
    successors.forEach(successor -> QueueTables.hold(tx, successor.delivery()));
    return successors;
  }

  @Override
  public void release(List<Delivery> deliveries) {
    deliveries.forEach(delivery -> QueueTables.release(tx, delivery));
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
  public int releaseHeld(Lanes lanes, Instant dueAt) {
    Must.hold(lanes.equals(Lanes.ALL), "the only node owns all lanes");
    return QueueTables.letAllGo(tx, dueAt);
  }

  @Override
  public Lanes lanes() {
    return Lanes.ALL;
  }

  @Override
  public NodeBook nodes() {
    throw new AssertionError("there is one node");
  }

  @Override
  public void hint(Set<EndpointId> endpoints) {
    // There is nobody else.
  }

  @Override
  public long idFloor() {
    return 0;
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
