package io.fleetwire.engine;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/// Which endpoints this node calls: those in the lanes that it serves, for as long as it has its
/// lease. A lane that it is about to give up is not served any more. Thread-safe.
///
/// Each time that a lane comes to it, a new term begins: how something ended that was started
/// before is not this node's to say any more, since somebody else may have made it meanwhile.
final class Tenure {
  private final Lease lease;
  private final AtomicIntegerArray terms = new AtomicIntegerArray(Lane.COUNT);
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
    tenure.serve(Lanes.ALL, Lanes.NONE, Lanes.ALL);
    return tenure;
  }

  /// Says which lanes are this node's, which of them it is about to give up, and which have just
  /// been taken.
  void serve(Lanes lanes, Lanes leaving, Lanes taken) {
    taken.list().forEach(lane -> terms.incrementAndGet(lane.number()));
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

  /// The term in which an endpoint's lane is.
  int term(EndpointId endpoint) {
    return terms.get(Lane.of(endpoint).number());
  }

  /// Whether it is still for this node to say how an attempt has ended.
  boolean covers(Started started) {
    EndpointId endpoint = started.ready().delivery().endpoint();
    return owns(endpoint) && term(endpoint) == started.term();
  }

  /// Whether anybody may be called at all.
  boolean isHeld() {
    return lease.isHeld();
  }
}
