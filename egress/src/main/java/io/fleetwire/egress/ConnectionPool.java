package io.fleetwire.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The idle connections, newest first for each destination: those that are used stay warm, the
/// others grow old and go. Holds nothing for a destination without an idle connection. Thread-safe.
final class ConnectionPool implements AutoCloseable {
  /// Sweeping trims to this share of the limit, so that there is room until the next sweep.
  private static final double TRIM_SHARE = 0.9;

  /// A receiver's own idle time is shortened by this, for the time that packets are on their way.
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Idle times are seconds; looking more often would find nothing.
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Most destinations have few connections.
  private static final int SHELF_SIZE = 4;

  private final PoolLimits limits;
  private final ConcurrentMap<Destination, ArrayDeque<Connection>> idle = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;
  private long sweptAt = System.nanoTime();

  ConnectionPool(PoolLimits limits) {
    this.limits = limits;
  }

  /// A connection that a request may be sent on; it belongs to the caller.
  Optional<Connection> take(Destination destination) {
    while (true) {
      Optional<Connection> newest = poll(destination);
      if (newest.isEmpty() || newest.get().isQuiet()) {
        return newest;
      }
      newest.get().abort();
    }
  }

  private Optional<Connection> poll(Destination destination) {
    Connection[] taken = new Connection[1];
    idle.computeIfPresent(
        destination,
        (_, shelf) -> {
          taken[0] = shelf.pollFirst();
          return shelf;
        });
    if (taken[0] != null) {
      count.decrementAndGet();
    }
    return Optional.ofNullable(taken[0]);
  }

  /// Takes a connection back, or ends it when it is of no use or there is no room.
  void giveBack(Destination destination, Connection connection) {
    if (!connection.isReusable()) {
      connection.abort();
      return;
    }
    connection.idleFrom(System.nanoTime());
    if (count.incrementAndGet() > limits.total() || !shelve(destination, connection)) {
      count.decrementAndGet();
      connection.close();
    }
    if (closed) {
      remove(_ -> true);
    }
  }

  private boolean shelve(Destination destination, Connection connection) {
    boolean[] kept = new boolean[1];
    idle.compute(
        destination,
        (_, old) -> {
          ArrayDeque<Connection> shelf = old == null ? new ArrayDeque<>(SHELF_SIZE) : old;
          if (shelf.size() < limits.perDestination()) {
            shelf.addFirst(connection);
            kept[0] = true;
          }
          return shelf;
        });
    return kept[0];
  }

  /// Ends what is idle for too long, and the oldest when there are too many. Looks only once in a
  /// while, however often it is called; called by one thread.
  void sweep() {
    long now = System.nanoTime();
    if (now - sweptAt < SWEEP_NANOS) {
      return;
    }
    sweptAt = now;
    int target = (int) (limits.total() * TRIM_SHARE);
    long oldest = count.get() > target ? birthOfTheOldest(count.get() - target) : Long.MIN_VALUE;
    remove(
        each -> isOld(each, now) || (oldest != Long.MIN_VALUE && each.idleSince() - oldest <= 0));
  }

  private boolean isOld(Connection connection, long now) {
    long told = TimeUnit.SECONDS.toNanos(connection.idleSeconds()) - MARGIN_NANOS;
    return now - connection.idleSince() >= Math.min(limits.idle().toNanos(), told);
  }

  /// Since when the oldest `number` connections are idle: all of them at least so long.
  private long birthOfTheOldest(int number) {
    List<Long> births = new ArrayList<>();
    idle.keySet()
        .forEach(
            destination ->
                idle.computeIfPresent(
                    destination,
                    (_, shelf) -> {
                      shelf.forEach(each -> births.add(each.idleSince()));
                      return shelf;
                    }));
    births.sort((a, b) -> Long.signum(a - b));
    return births.isEmpty() ? Long.MIN_VALUE : births.get(Math.min(number, births.size()) - 1);
  }

  private void remove(Predicate<Connection> condition) {
    List<Connection> removed = new ArrayList<>();
    for (Destination destination : idle.keySet()) {
      idle.computeIfPresent(
          destination,
          (_, shelf) -> {
            shelf.removeIf(each -> condition.test(each) && removed.add(each));
            return shelf.isEmpty() ? null : shelf;
          });
    }
    count.addAndGet(-removed.size());
    removed.forEach(Connection::close);
  }

  /// Ends all, and whatever is given back later.
  @Override
  public void close() {
    closed = true;
    remove(_ -> true);
  }
}
