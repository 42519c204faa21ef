package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Node;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// An engine store without a disk: what it holds is lost with it, and everything else is as the
/// port promises. One unit of work runs at a time, on its caller's thread. Thread-safe.
///
/// An engine that is thrown away while its store stays is an engine that has crashed. Several
/// engines may share it, each by its own {@link #join}.
public final class MemoryEngineStore implements EngineStore {
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryTables tables = new MemoryTables();
  private final MemoryDeliveryLog log = new MemoryDeliveryLog(tables, lock);
  private final InstantSource clock;
  private final Consumer<Runnable> courier;
  private final List<MemoryNode> joined = new ArrayList<>();
  private MemoryNodes nodes = MemoryNodes.NONE;
  private volatile Endpoints endpoints = Endpoints.NONE;

  /// A store for one engine.
  public MemoryEngineStore() {
    this(InstantSource.fixed(Instant.EPOCH), Runnable::run);
  }

  /// A store for nodes that {@link #join}. Their leases go by `clock`, and `courier` brings what
  /// one has to tell to another, or does not.
  public MemoryEngineStore(InstantSource clock, Consumer<Runnable> courier) {
    this.clock = clock;
    this.courier = courier;
  }

  /// The store as one more node sees it, which has a lease and no lanes.
  public EngineStore join(String name, Duration lease) {
    lock.lock();
    try {
      nodes = nodes.join(name, clock.instant().plus(lease));
      MemoryNode node = new MemoryNode(this, nodes.newest());
      joined.add(node);
      return node;
    } finally {
      lock.unlock();
    }
  }

  /// All nodes, by whoever looks from outside.
  public List<Node> nodes() {
    lock.lock();
    try {
      return nodes.list(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    Must.hold(!lock.isHeldByCurrentThread(), "a unit of work does not wait for another one");
    lock.lock();
    try {
      return write(work, MemorySelf.ALONE);
    } finally {
      lock.unlock();
    }
  }

  <T> T write(MemoryNode node, Function<EngineTx, T> work) {
    Must.hold(!lock.isHeldByCurrentThread(), "a unit of work does not wait for another one");
    lock.lock();
    try {
      if (nodes.find(node.generation()).isEmpty()) {
        node.expel();
        throw new StoreUnavailableException(
            "another node has taken this one's place", new IllegalStateException("expelled"));
      }
      node.see(endpoints);
      return write(work, node.generation());
    } finally {
      lock.unlock();
    }
  }

  private <T> T write(Function<EngineTx, T> work, long generation) {
    Endpoints before = endpoints;
    MemorySelf self = new MemorySelf(nodes, generation, clock.instant());
    MemoryEngineTx tx = new MemoryEngineTx(tables, endpoints, self);
    T result = run(tx, work);
    endpoints = tx.commit();
    nodes = self.nodes();
    if (!endpoints.equals(before)) {
      self.hint(Set.of());
    }
    joined.removeIf(node -> nodes.find(node.generation()).isEmpty());
    joined.stream()
        .filter(node -> node.generation() == generation)
        .forEach(node -> node.see(endpoints));
    tx.actions().forEach(Runnable::run);
    joined.stream()
        .filter(node -> node.generation() != generation)
        .forEach(node -> self.hints().forEach(hint -> courier.accept(() -> node.hear(hint))));
    return result;
  }

  private static <T> T run(MemoryEngineTx tx, Function<EngineTx, T> work) {
    try {
      return work.apply(tx);
    } catch (Throwable e) {
      tx.rollBack();
      throw e;
    }
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public DeliveryLog log() {
    return log;
  }

  @Override
  public Map<EndpointId, Instant> nextDues() {
    lock.lock();
    try {
      Map<EndpointId, Instant> dues = new HashMap<>();
      for (EndpointId endpoint : tables.waitedFor()) {
        dues.put(endpoint, tables.waiting(endpoint).first().dueAt());
      }
      return dues;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Delivery> heldBetween(DeliveryId from, DeliveryId below, int most) {
    lock.lock();
    try {
      return tables.held().stream()
          .filter(held -> from.value() <= held.id().value() && held.id().value() < below.value())
          .sorted(Comparator.comparingLong(held -> held.id().value()))
          .limit(most)
          .map(held -> held.dueAgain(held.attemptsMade(), Ids.timeOf(held.id().value())))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long highestId() {
    lock.lock();
    try {
      return tables.highestId();
    } finally {
      lock.unlock();
    }
  }

  /// The attempts of a delivery, in the order in which they were settled.
  public List<Settlement> attempts(DeliveryId delivery) {
    lock.lock();
    try {
      return new ArrayList<>(tables.attempts(delivery));
    } finally {
      lock.unlock();
    }
  }

  /// All attempts that were ever settled.
  public List<Settlement> attempts() {
    lock.lock();
    try {
      return tables.attempts();
    } finally {
      lock.unlock();
    }
  }

  /// How many deliveries are outstanding.
  public int outstanding() {
    lock.lock();
    try {
      return tables.outstanding();
    } finally {
      lock.unlock();
    }
  }
}
