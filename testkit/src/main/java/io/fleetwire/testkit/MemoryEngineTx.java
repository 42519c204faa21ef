package io.fleetwire.testkit;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Claimed;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One unit of work on {@link MemoryTables}: it changes them at once, and remembers how to undo
/// that.
final class MemoryEngineTx implements EngineTx {
  private static final NextStep SUPERSEDED = new NextStep.GiveUp(NextStep.Reason.SUPERSEDED);

  private final MemoryTables tables;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final List<Runnable> actions = new ArrayList<>();
  private final MemorySelf self;
  private Endpoints endpoints;
  private boolean ended;

  MemoryEngineTx(MemoryTables tables, Endpoints endpoints, MemorySelf self) {
    this.tables = tables;
    this.self = self;
    this.endpoints = endpoints;
  }

  @Override
  public Endpoints endpoints() {
    mustBeOpen();
    return endpoints;
  }

  @Override
  public void putEndpoint(Endpoint endpoint) {
    mustBeOpen();
    Must.hold(!tables.isRemoved(endpoint.id()), "an endpoint that was removed does not come back");
    tables.used(endpoint.id().value());
    endpoints = endpoints.with(endpoint);
  }

  @Override
  public void removeEndpoint(EndpointId id) {
    if (!exists(id)) {
      return;
    }
    endpoints = endpoints.without(id);
    change(() -> tables.markRemoved(id), () -> tables.unmarkRemoved(id));
    tables.held().stream().filter(held -> held.endpoint().equals(id)).forEach(this::letGo);
    List.copyOf(tables.waiting(id)).forEach(this::awaitNoMore);
    Map<MemoryTables.Line, Deque<Ready>> lines = tables.dropLines(id);
    undo.addFirst(() -> tables.restoreLines(lines));
  }

  @Override
  public void setState(EndpointId id, EndpointState state) {
    endpoints = endpoints().withState(id, state);
  }

  @Override
  public void setHealth(EndpointId id, EndpointHealth health) {
    endpoints = endpoints().withHealth(id, health);
  }

  @Override
  public void append(Event event) {
    mustBeOpen();
    change(() -> tables.append(event), () -> tables.dropEvent(event));
  }

  @Override
  public Enqueued enqueue(NewDelivery fresh, boolean mayHold) {
    Must.hold(exists(fresh.endpoint()), "a delivery has an endpoint");
    MemoryLogTables log = tables.log();
    MemoryLogTables.Row row = new MemoryLogTables.Row(fresh, log.last(fresh.endpoint()) + 1);
    change(() -> log.add(row), () -> log.drop(row));
    Ready ready = new Ready(row.delivery(), tables.event(fresh.event().id()));
    Placement placement =
        switch (fresh.ordering()) {
          case UNORDERED -> place(ready, mayHold);
          case BY_SUBJECT -> joinLine(ready) ? Placement.BEHIND : place(ready, mayHold);
          case LATEST -> joinLatest(ready, mayHold);
        };
    return new Enqueued(ready.delivery(), placement);
  }

  private Placement place(Ready ready, boolean mayHold) {
    if (mayHold) {
      hold(ready.delivery());
      return Placement.HELD;
    }
    await(ready.delivery());
    return Placement.WAITING;
  }

  // Returns whether somebody stands before it.
  private boolean joinLine(Ready ready) {
    Deque<Ready> line = tables.line(ready);
    change(() -> line.addLast(ready), line::removeLast);
    return line.size() > 1;
  }

  private Placement joinLatest(Ready ready, boolean mayHold) {
    Deque<Ready> line = tables.line(ready);
    if (!line.isEmpty() && idOf(line.getLast()) > idOf(ready)) {
      end(ready.delivery().id(), DeliveryState.SUPERSEDED);
      return Placement.SUPERSEDED;
    }
    if (line.size() > 1) {
      supersedeLast(line);
    }
    Optional<Delivery> waiting =
        Optional.ofNullable(line.peekFirst())
            .flatMap(leader -> tables.findWaiting(leader.delivery()));
    if (waiting.isPresent()) {
      awaitNoMore(waiting.get());
      supersedeLast(line);
    }
    return joinLine(ready) ? Placement.BEHIND : place(ready, mayHold);
  }

  private static long idOf(Ready ready) {
    return ready.event().id().value();
  }

  private void supersedeLast(Deque<Ready> line) {
    Ready last = line.getLast();
    change(line::removeLast, () -> line.addLast(last));
    end(last.delivery().id(), DeliveryState.SUPERSEDED);
  }

  void end(DeliveryId id, DeliveryState how) {
    change(() -> tables.log().end(id, how), () -> tables.log().endNoMore(id));
  }

  void forgetAttempts(DeliveryId id) {
    List<Settlement> attempts = List.copyOf(tables.attempts(id));
    change(() -> tables.dropAttempts(id), () -> attempts.forEach(tables::record));
  }

  private List<Ready> leaveLine(Ready ready) {
    Deque<Ready> line = tables.line(ready);
    Ready leader = line.getFirst();
    change(line::removeFirst, () -> line.addFirst(leader));
    Optional<Ready> successor = Optional.ofNullable(line.peekFirst());
    successor.map(Ready::delivery).ifPresent(this::hold);
    return successor.stream().toList();
  }

  @Override
  public Optional<DeliveryEntry> find(DeliveryId id) {
    mustBeOpen();
    return tables.log().find(id);
  }

  @Override
  public long lastSequence(EndpointId endpoint) {
    mustBeOpen();
    return tables.log().last(endpoint);
  }

  @Override
  public Housekeeping housekeeping() {
    mustBeOpen();
    return new MemoryHousekeeping(tables, this);
  }

  @Override
  public ReplayBook replays() {
    mustBeOpen();
    return new MemoryReplayBook(tables.log(), this::change);
  }

  @Override
  public Settled settle(Settlement settlement) {
    mustBeOpen();
    Optional<Delivery> held =
        tables
            .findHeld(settlement.ready().delivery().id())
            .filter(delivery -> delivery.nextAttempt() == settlement.number());
    return held.map(delivery -> settle(delivery, settlement))
        .orElseGet(() -> Settled.refused(settlement));
  }

  private Settled settle(Delivery held, Settlement settlement) {
    letGo(held);
    NextStep next = isSuperseded(settlement) ? SUPERSEDED : settlement.next();
    change(() -> tables.record(settlement.with(next)), () -> tables.dropLastAttempt(held.id()));
    if (next instanceof NextStep.RetryAt retry) {
      await(held.dueAgain(settlement.number(), retry.at()));
      return new Settled(true, next, List.of());
    }
    boolean hasLine = held.ordering().hasLines();
    return new Settled(true, next, hasLine ? leaveLine(settlement.ready()) : List.of());
  }

  private boolean isSuperseded(Settlement settlement) {
    return settlement.ready().delivery().ordering() == Ordering.LATEST
        && settlement.next() instanceof NextStep.RetryAt
        && tables.line(settlement.ready()).size() > 1;
  }

  @Override
  public void release(List<Delivery> deliveries) {
    mustBeOpen();
    for (Delivery delivery : deliveries) {
      tables.findHeld(delivery.id()).ifPresent(held -> release(held, delivery.dueAt()));
    }
  }

  private void release(Delivery held, Instant dueAt) {
    letGo(held);
    await(held.dueAgain(held.attemptsMade(), dueAt));
  }

  @Override
  public List<Claimed> claim(List<ClaimOrder> orders, Instant now) {
    mustBeOpen();
    return orders.stream().map(order -> claim(order, now)).toList();
  }

  private Claimed claim(ClaimOrder order, Instant now) {
    List<Delivery> due =
        tables.waiting(order.endpoint()).stream()
            .takeWhile(delivery -> !delivery.dueAt().isAfter(now))
            .limit(order.limit())
            .toList();
    for (Delivery delivery : due) {
      awaitNoMore(delivery);
      hold(delivery);
    }
    List<Ready> taken =
        due.stream().map(delivery -> new Ready(delivery, tables.event(delivery.event()))).toList();
    Optional<Delivery> next = tables.waiting(order.endpoint()).stream().findFirst();
    return new Claimed(order.endpoint(), taken, next.map(Delivery::dueAt));
  }

  @Override
  public int releaseHeld(Lanes lanes, Instant dueAt) {
    mustBeOpen();
    List<Delivery> held =
        tables.held().stream().filter(delivery -> lanes.contains(delivery.endpoint())).toList();
    held.forEach(delivery -> release(delivery, dueAt));
    return held.size();
  }

  @Override
  public Lanes lanes() {
    mustBeOpen();
    return self.lanes();
  }

  @Override
  public NodeBook nodes() {
    mustBeOpen();
    return self;
  }

  @Override
  public void hint(Set<EndpointId> endpoints) {
    mustBeOpen();
    self.hint(endpoints);
  }

  @Override
  public long idFloor() {
    mustBeOpen();
    return tables.highestId();
  }

  @Override
  public void afterCommit(Runnable action) {
    mustBeOpen();
    actions.add(action);
  }

  /// Keeps the changes and returns the endpoints as they are now.
  Endpoints commit() {
    ended = true;
    return endpoints;
  }

  List<Runnable> actions() {
    return actions;
  }

  void rollBack() {
    ended = true;
    undo.forEach(Runnable::run);
  }

  private void hold(Delivery delivery) {
    change(() -> tables.hold(delivery), () -> tables.letGo(delivery));
  }

  private void letGo(Delivery delivery) {
    change(() -> tables.letGo(delivery), () -> tables.hold(delivery));
  }

  void await(Delivery delivery) {
    change(() -> tables.await(delivery), () -> tables.awaitNoMore(delivery));
  }

  void awaitNoMore(Delivery delivery) {
    change(() -> tables.awaitNoMore(delivery), () -> tables.await(delivery));
  }

  // Remembered after it was done: what fails half way has nothing to undo.
  void change(Runnable change, Runnable opposite) {
    change.run();
    undo.addFirst(opposite);
  }

  private boolean exists(EndpointId endpoint) {
    return endpoints().find(endpoint).isPresent();
  }

  private void mustBeOpen() {
    Must.hold(!ended, "a transaction is used only inside the call that it was given to");
  }
}
