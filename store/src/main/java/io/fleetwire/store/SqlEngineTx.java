package io.fleetwire.store;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Claimed;
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
  private final EngineMemory memory;

  SqlEngineTx(WriteTx tx, EngineMemory memory) {
    this.tx = tx;
    this.memory = memory;
  }

  @Override
  public Endpoints endpoints() {
    return tx.get(memory.endpoints());
  }

  @Override
  public void putEndpoint(Endpoint endpoint) {
    Must.hold(
        exists(endpoint.id()) || !EndpointTable.isRemoved(tx, endpoint.id()),
        "an endpoint that was removed does not come back");
    EndpointTable.put(tx, endpoint);
    used(endpoint.id().value());
    change(endpoint.id(), endpoints().with(endpoint));
  }

  @Override
  public void removeEndpoint(EndpointId id) {
    if (!exists(id)) {
      return;
    }
    EndpointTable.remove(tx, id);
    QueueTables.cancelHeld(tx, id);
    change(id, endpoints().without(id));
    tx.afterCommit(() -> memory.sequences().forget(id));
    tx.afterCommit(memory.sweep()::start);
  }

  @Override
  public void setState(EndpointId id, EndpointState state) {
    Must.hold(exists(id), "an endpoint that has a state exists");
    StandingColumns.put(tx, id, state);
    change(id, endpoints().withState(id, state));
  }

  @Override
  public void setHealth(EndpointId id, EndpointHealth health) {
    Must.hold(exists(id), "an endpoint that has a state exists");
    StandingColumns.put(tx, id, health);
    change(id, endpoints().withHealth(id, health));
  }

  private void change(EndpointId id, Endpoints next) {
    tx.set(memory.endpoints(), next);
    memory.house().ifPresent(house -> house.changed(id));
  }

  @Override
  public void append(Event event) {
    EventTable.append(tx, event);
    used(event.id().value());
  }

  @Override
  public Enqueued enqueue(NewDelivery fresh, boolean mayHold) {
    Must.hold(exists(fresh.endpoint()), "a delivery has an endpoint");
    used(fresh.id().value());
    Delivery delivery = DeliveryTable.append(tx, memory.sequences(), fresh);
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
  public List<Claimed> claim(List<ClaimOrder> orders, Instant now) {
    List<Claimed> claimed =
        orders.stream()
            .map(
                order ->
                    exists(order.endpoint())
                        ? QueueTables.due(tx, order, now)
                        : Claimed.nothing(order.endpoint()))
            .toList();
    claimed.forEach(found -> QueueTables.claim(tx, found.deliveries()));
    return claimed;
  }

  @Override
  public int releaseHeld(Lanes lanes, Instant dueAt) {
    return lanes.equals(Lanes.ALL)
        ? QueueTables.letAllGo(tx, dueAt)
        : QueueTables.letGo(tx, lanes, dueAt);
  }

  @Override
  public Lanes lanes() {
    return memory.house().map(house -> tx.get(house.lanes())).orElse(Lanes.ALL);
  }

  @Override
  public NodeBook nodes() {
    return new NodeTables(tx, memory.house().orElseThrow());
  }

  @Override
  public void hint(Set<EndpointId> endpoints) {
    memory.house().ifPresent(house -> house.hint(endpoints));
  }

  @Override
  public long idFloor() {
    return memory.house().map(House::lastId).orElse(0L);
  }

  private void used(long id) {
    memory.house().ifPresent(house -> house.used(id));
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
