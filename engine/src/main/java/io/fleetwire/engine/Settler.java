package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Makes the results of attempts durable: those that have come in while the last ones were on their
/// way to the disk go together, and the attempts that brought them have ended long since. A result
/// is never dropped, because a lost result is a second request to the receiver: what the store does
/// not take is kept and tried again. What is kept is bounded by the scheduler's memory, which it
/// still counts in. Results come in from anywhere; the step is for one thread at a time.
final class Settler implements Pump {
  /// Results per transaction: a few milliseconds of work.
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

  /// Takes the result of an attempt, which the next step settles.
  void take(Settlement settlement, Endpoint endpoint, Impression impression) {
    unsettled.add(new Result(settlement, endpoint, impression));
    signal.raise();
  }

  private List<Settled> settle(List<Result> results) {
    return store.write(tx -> results.stream().map(result -> settle(tx, result)).toList());
  }

  // The scheduler first: whatever becomes of the telling, it lets go of what is durable.
  private void follow(List<Result> results, List<Settled> settled) {
    for (int i = 0; i < results.size(); i++) {
      scheduler.settled(results.get(i).settlement().ready(), settled.get(i).next());
      scheduler.offer(settled.get(i).successors());
    }
    for (int i = 0; i < results.size(); i++) {
      if (settled.get(i).accepted()) {
        Result result = results.get(i);
        observer.attempted(result.settlement().with(settled.get(i).next()), result.endpoint());
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
    List<Settled> settled;
    try {
      settled = settle(batch);
    } catch (StoreUnavailableException e) {
      if (batch.size() == 1) {
        // It lets the others pass.
        unsettled.add(unsettled.remove());
      }
      batchMax = Math.max(1, batch.size() / 2);
      throw e;
    } catch (RuntimeException | AssertionError e) {
      leaveOut(batch, e);
      return;
    }
    batch.forEach(_ -> unsettled.remove());
    batchMax = Math.min(BATCH_MAX, 2 * batchMax);
    follow(batch, settled);
  }

  // A fault of ours over one result must not hold up the others: when it is alone it is told and
  // left as it is, held and not settled: the next start sends it again.
  private void leaveOut(List<Result> batch, Throwable cause) {
    if (batch.size() == 1) {
      observer.stumbled(name(), cause);
      unsettled.remove();
    }
    batchMax = Math.max(1, batch.size() / 2);
  }

  @Override
  public Signal signal() {
    return signal;
  }
}
