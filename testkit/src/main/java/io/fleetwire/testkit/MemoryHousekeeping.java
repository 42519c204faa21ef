package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Housekeeping;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Ready;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The end of things inside one unit of work. It forgets all that is old at once.
record MemoryHousekeeping(MemoryTables tables, MemoryEngineTx tx) implements Housekeeping {
  private static final Duration EVENT_MARGIN = Duration.ofSeconds(1);

  @Override
  public Expired expire(DeliveryId below, int limit) {
    List<Ready> following =
        tables.following().stream()
            .filter(ready -> isBelow(ready.delivery(), below.value()))
            .sorted(Comparator.comparingLong(ready -> ready.delivery().id().value()))
            .limit(limit)
            .toList();
    following.forEach(this::expireFollowing);
    List<Delivery> waiting =
        tables.waiting().stream()
            .filter(delivery -> isBelow(delivery, below.value()))
            .sorted(Comparator.comparingLong(delivery -> delivery.id().value()))
            .limit(limit - following.size())
            .toList();
    Set<EndpointId> promoted = new HashSet<>();
    for (Delivery old : waiting) {
      tx.awaitNoMore(old);
      tx.end(old.id(), DeliveryState.EXPIRED);
      if (old.ordering().hasLines() && promote(old)) {
        promoted.add(old.endpoint());
      }
    }
    return new Expired(following.size() + waiting.size(), promoted);
  }

  private static boolean isBelow(Delivery delivery, long below) {
    return delivery.id().value() < below;
  }

  private void expireFollowing(Ready ready) {
    Deque<Ready> line = tables.line(ready);
    List<Ready> before = List.copyOf(line);
    tx.change(
        () -> line.remove(ready),
        () -> {
          line.clear();
          line.addAll(before);
        });
    tx.end(ready.delivery().id(), DeliveryState.EXPIRED);
  }

  private boolean promote(Delivery old) {
    Deque<Ready> line = tables.line(new Ready(old, tables.event(old.event())));
    Ready leader = line.getFirst();
    tx.change(line::removeFirst, () -> line.addFirst(leader));
    if (line.isEmpty()) {
      return false;
    }
    tx.await(line.getFirst().delivery());
    return true;
  }

  @Override
  public ForgetPlace forget(ForgetPlace from, long below, int limit) {
    List<Delivery> outstanding =
        Stream.of(
                tables.held(),
                tables.waiting(),
                tables.following().stream().map(ready -> ready.delivery()).toList())
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(delivery -> delivery.id().value()))
            .toList();
    long bound =
        outstanding.isEmpty() ? below : Math.min(below, outstanding.getFirst().id().value());
    long margin = Ids.floorOf(Ids.timeOf(bound).minus(EVENT_MARGIN));
    long eventBound =
        outstanding.isEmpty() ? margin : Math.min(margin, outstanding.getFirst().event().value());
    List<MemoryLogTables.Row> old =
        tables.log().all().filter(row -> isBelow(row.delivery(), bound)).toList();
    old.forEach(this::forget);
    List<Event> events =
        tables.events().stream()
            .filter(event -> event.id().value() < eventBound && !isPinned(event, bound))
            .toList();
    events.forEach(event -> tx.change(() -> tables.dropEvent(event), () -> tables.append(event)));
    return new ForgetPlace(ForgetPlace.Part.DONE, 0);
  }

  private void forget(MemoryLogTables.Row row) {
    MemoryLogTables log = tables.log();
    boolean isNewest = log.last(row.made().endpoint()) == row.sequence();
    if (!isNewest || tables.isRemoved(row.made().endpoint())) {
      tx.change(() -> log.drop(row), () -> log.add(row));
    }
    tx.forgetAttempts(row.made().id());
  }

  private boolean isPinned(Event event, long bound) {
    return tables
        .log()
        .all()
        .anyMatch(
            row ->
                row.made().origin().isAgain()
                    && row.made().event().id().equals(event.id())
                    && !isBelow(row.delivery(), bound));
  }
}
