package io.fleetwire.testkit;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// An engine store without a disk: what it holds is lost with it, and everything else is as the
/// port promises. One unit of work runs at a time, on its caller's thread. Thread-safe.
///
/// An engine that is thrown away while its store stays is an engine that has crashed.
public final class MemoryEngineStore implements EngineStore {
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryTables tables = new MemoryTables();
  private final MemoryDeliveryLog log = new MemoryDeliveryLog(tables, lock);
  private volatile Endpoints endpoints = Endpoints.NONE;

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    Must.hold(!lock.isHeldByCurrentThread(), "a unit of work does not wait for another one");
    lock.lock();
    try {
      MemoryEngineTx tx = new MemoryEngineTx(tables, endpoints);
      T result = run(tx, work);
      endpoints = tx.commit();
      tx.actions().forEach(Runnable::run);
      return result;
    } finally {
      lock.unlock();
    }
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
