package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The last sequence number of each endpoint, kept in memory: asking for it anew would cost as much
/// as inserting the delivery. Each is read when it is first needed, and again when a commit has
/// failed and nobody can tell whether it counts. Used on the writer's thread.
final class Sequences {
  private static final long UNKNOWN = -1;

  private final ConcurrentMap<EndpointId, CommittedValue<Long>> last = new ConcurrentHashMap<>();

  /// Takes the next number of an endpoint.
  long next(WriteTx tx, EndpointId endpoint) {
    CommittedValue<Long> value =
        last.computeIfAbsent(endpoint, _ -> CommittedValue.doubtable(UNKNOWN));
    long known = tx.get(value);
    long next = (known == UNKNOWN ? DeliveryTable.last(tx, endpoint) : known) + 1;
    tx.set(value, next);
    return next;
  }

  /// Forgets all, because another node may have given numbers.
  void forgetAll() {
    last.clear();
  }

  /// Forgets an endpoint that gets no more.
  void forget(EndpointId endpoint) {
    last.remove(endpoint);
  }
}
