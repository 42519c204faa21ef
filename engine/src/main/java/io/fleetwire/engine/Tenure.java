package io.fleetwire.engine;

import java.util.function.LongSupplier;

/// Which endpoints this node calls: those in the lanes that it serves, for as long as it has its
/// lease. A lane that it is about to give up is not served any more. Thread-safe.
final class Tenure {
  private final Lease lease;
  private volatile Lanes owned = Lanes.NONE;
  private volatile Lanes served = Lanes.NONE;

  Tenure(Lease lease) {
    this.lease = lease;
  }

  /// Of the only node there is.
  static Tenure ofAll(LongSupplier nanos) {
    Lease lease = new Lease(nanos);
    lease.makeEndless();
    Tenure tenure = new Tenure(lease);
    tenure.serve(Lanes.ALL, Lanes.NONE);
    return tenure;
  }

  /// Says which lanes are this node's, and which of them it is about to give up.
  void serve(Lanes lanes, Lanes leaving) {
    owned = lanes;
    served = lanes.without(leaving);
  }

  boolean owns(EndpointId endpoint) {
    return owned.contains(endpoint);
  }

  boolean serves(EndpointId endpoint) {
    return served.contains(endpoint);
  }

  boolean serves(Lane lane) {
    return served.contains(lane);
  }

  Lease lease() {
    return lease;
  }

  /// Whether anybody may be called at all.
  boolean isHeld() {
    return lease.isHeld();
  }
}
