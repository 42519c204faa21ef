package io.fleetwire.engine;

import java.time.Instant;

/// A pump whose work one node at a time does: the one that has the lane of its name. When the lane
/// moves, both may do a step at once. That is harmless, because a pump looks again in its
/// transaction at whatever it changes, and transactions of all nodes happen one after the other; it
/// is just not worth doing everything twice.
record OwnedPump(Pump pump, Lane lane, Tenure tenure, Membership membership) implements Pump {

  static OwnedPump of(Pump pump, Tenure tenure, Membership membership) {
    return new OwnedPump(pump, Lane.of(pump.name()), tenure, membership);
  }

  @Override
  public String name() {
    return pump.name();
  }

  @Override
  public Signal signal() {
    return pump.signal();
  }

  /// Its driver asks again every second.
  @Override
  public Instant step() {
    boolean isMine = tenure.isHeld() && tenure.serves(lane);
    return isMine || !membership.isShared() ? pump.step() : Instant.MAX;
  }
}
