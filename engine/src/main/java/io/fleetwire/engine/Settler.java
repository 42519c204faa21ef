package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Makes the results of attempts durable. A result is never dropped, because a lost result is a
/// second request to the receiver: what the store does not take is kept and tried again by this
/// pump. What is kept is bounded by the scheduler's memory, which it still counts in. Thread-safe.
final class Settler implements Pump {
  /// Results per transaction when the store is back: a few milliseconds of work.
  private static final int BATCH_MAX = 500;

  private final EngineStore store;
  private final Scheduler scheduler;
  private final Standings standings;
  private final EngineObserver observer;
  private final ConcurrentLinkedQueue<Result> unsettled = new ConcurrentLinkedQueue<>();
  private final Signal signal = new Signal();

  /// How many go together now: fewer after a failure, because it may be one of them that the store
  /// cannot take.
  private int batchMax = BATCH_MAX;

  Settler(EnginePorts ports, Scheduler scheduler, Standings standings) {
    this.store = ports.store();
    this.scheduler = scheduler;
    this.standings = standings;
    this.observer = ports.observer();
  }

  private record Result(Settlement settlement, Endpoint endpoint, Impression impression) {}

  /// Settles one attempt; returns when it is durable, or has been kept for later.
  void settle(Settlement settlement, Endpoint endpoint, Impression impression) {
    Result result = new Result(settlement, endpoint, impression);
    try {
      settle(List.of(result));
    } catch (StoreUnavailableException e) {
      observer.stumbled(name(), e);
      unsettled.add(result);
      signal.raise();
    }
  }

  private void settle(List<Result> results) {
    List<Settled> settled =
        store.write(tx -> results.stream().map(result -> settle(tx, result)).toList());
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      Settlement settlement = result.settlement().with(settled.get(i).next());
      scheduler.settled(settlement.ready(), settlement.next());
      scheduler.offer(settled.get(i).successors());
      if (settled.get(i).accepted()) {
        observer.attempted(settlement, result.endpoint());
      }
    }
  }

  private Settled settle(EngineTx tx, Result result) {
    EndpointId endpoint = result.settlement().ready().delivery().endpoint();
    Settled settled =
        // Who has given up the lane may have been too slow: by now it is another node's to say.
        tx.lanes().contains(endpoint)
            ? tx.settle(result.settlement())
            : Settled.refused(result.settlement());
    if (settled.accepted()) {
      standings.draw(tx, result.settlement().with(settled.next()), result.impression());
    }
    return settled;
  }

  @Override
  public String name() {
    return "settle";
  }

  @Override
  public Instant step() {
    while (!unsettled.isEmpty()) {
      settleSome();
    }
    return Instant.MAX;
  }

  // Only this step removes, so what was taken still stands at the head.
  private void settleSome() {
    List<Result> batch = unsettled.stream().limit(batchMax).toList();
    try {
      settle(batch);
    } catch (StoreUnavailableException e) {
      if (batch.size() == 1) {
        // It lets the others pass.
        unsettled.add(unsettled.remove());
      }
      batchMax = Math.max(1, batch.size() / 2);
      throw e;
    }
    batch.forEach(_ -> unsettled.remove());
    batchMax = Math.min(BATCH_MAX, 2 * batchMax);
  }

  @Override
  public Signal signal() {
    return signal;
  }
}
