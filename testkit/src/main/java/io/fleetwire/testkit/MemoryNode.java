package io.fleetwire.testkit;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Membership;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A {@link MemoryEngineStore} as one of several nodes sees it. What it has in memory of the
/// others' changes is as old as its own last transaction, and right in each transaction.
/// Thread-safe.
final class MemoryNode implements StoreInFront, Membership {
  private final MemoryEngineStore store;
  private final int number;
  private final long generation;
  private volatile Endpoints endpoints = Endpoints.NONE;
  private volatile boolean expelled;
  private volatile Consumer<Set<EndpointId>> ear = _ -> {};

  MemoryNode(MemoryEngineStore store, MemoryNodes.Row row) {
    this.store = store;
    this.number = row.number();
    this.generation = row.generation();
    this.endpoints = store.endpoints();
  }

  @Override
  public EngineStore behind() {
    return store;
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    return store.write(this, work);
  }

  long generation() {
    return generation;
  }

  /// Another node has committed, or this one.
  void see(Endpoints committed) {
    endpoints = committed;
  }

  void expel() {
    expelled = true;
  }

  void hear(Set<EndpointId> waiting) {
    ear.accept(waiting);
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public Membership membership() {
    return this;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public boolean isExpelled() {
    return expelled;
  }

  @Override
  public void listen(Consumer<Set<EndpointId>> listener) {
    ear = listener;
  }
}
