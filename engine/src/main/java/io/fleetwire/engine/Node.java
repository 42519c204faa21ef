package io.fleetwire.engine;

import java.time.Duration;

/// A server process that shares a store with others, as the store has it. `number` is in the low
/// ten bits of the ids that it makes, and is used again after it has gone; `generation` never is.
/// `leaseLeft` is by the store's clock: when nothing is left, others may bury the node. `serves` is
/// false while it starts: it takes no lanes before it has renewed its lease for the first time.
public record Node(
    int number, long generation, String name, Duration leaseLeft, boolean serves, Lanes lanes) {

  /// Whether it has failed to renew its lease in time.
  public boolean isOver() {
    return !leaseLeft.isPositive();
  }
}
