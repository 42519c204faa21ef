package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/// The last sequence number of each endpoint, kept in memory: asking for it anew would cost as much
/// as inserting the delivery. Each is read when it is first needed, and again when a commit has
/// failed and nobody can tell whether it counts. Used on the writer's thread.
///
/// Where nodes take turns, all are forgotten each time. The first that is needed then brings those
/// along that were needed the last time: one journey instead of one for each.
final class Sequences {
  private static final long UNKNOWN = -1;

  /// Brought along at a time: each costs a seek, whether it is needed or not.
  private static final int TOGETHER_MAX = 200;

  private final ConcurrentMap<EndpointId, CommittedValue<Long>> last = new ConcurrentHashMap<>();
  private final Set<EndpointId> used = new HashSet<>();
  private Set<EndpointId> likely = Set.of();

  /// Takes the next number of an endpoint.
  long next(WriteTx tx, EndpointId endpoint) {
    used.add(endpoint);
    long next = known(tx, endpoint) + 1;
    tx.set(value(endpoint), next);
    return next;
  }

  private long known(WriteTx tx, EndpointId endpoint) {
    long known = tx.get(value(endpoint));
    if (known != UNKNOWN) {
      return known;
    }
    if (likely.contains(endpoint)) {
      DeliveryTable.last(tx, likely).forEach((which, number) -> learn(tx, which, number));
      return tx.get(value(endpoint));
    }
    return DeliveryTable.last(tx, endpoint);
  }

  private void learn(WriteTx tx, EndpointId endpoint, long number) {
    if (tx.get(value(endpoint)) == UNKNOWN) {
      tx.set(value(endpoint), number);
    }
  }

  private CommittedValue<Long> value(EndpointId endpoint) {
    return last.computeIfAbsent(endpoint, _ -> CommittedValue.doubtable(UNKNOWN));
  }

  /// Forgets all, because another node may have given numbers.
  void forgetAll() {
    last.clear();
    likely = used.stream().limit(TOGETHER_MAX).collect(Collectors.toUnmodifiableSet());
    used.clear();
  }

  /// Forgets an endpoint that gets no more.
  void forget(EndpointId endpoint) {
    last.remove(endpoint);
  }
}
