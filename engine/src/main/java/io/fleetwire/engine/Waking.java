package io.fleetwire.engine;

import java.time.Instant;
import java.util.Set;

/// Tells whoever has to know that something waits on disk for an endpoint: the scheduler here, or
/// the node that owns its lane.
final class Waking {
  private Waking() {}

  /// Something of `endpoint` waits until `dueAt` when `tx` commits.
  static void wake(EngineTx tx, Scheduler scheduler, EndpointId endpoint, Instant dueAt) {
    if (tx.lanes().contains(endpoint)) {
      tx.afterCommit(() -> scheduler.waiting(endpoint, dueAt));
    } else {
      tx.hint(Set.of(endpoint));
    }
  }
}
