package io.fleetwire.simulator;

import java.util.List;

/// What kind of lab it is, and how much happens there.
///
/// @param seed of everything that is left to chance
/// @param devicesEach of each host
/// @param changes of all devices together, after they have arrived
/// @param perSecond how many changes a second, at most
/// @param misbehaviours taken in turn by the hosts that misbehave
/// @param misbehavingPercent how many of them do
/// @param network what may be used
public record LabPlan(
    long seed,
    LabAccess access,
    int hosts,
    int devicesEach,
    int changes,
    int perSecond,
    List<LabMisbehaviour> misbehaviours,
    int misbehavingPercent,
    NetworkPlan network) {
  public LabPlan {
    misbehaviours = List.copyOf(misbehaviours);
    if (hosts < 1 || devicesEach < 1 || changes < 0 || perSecond < 1) {
      throw new AssertionError("a lab has hosts, devices and a pace");
    }
  }

  /// Hosts that behave, whose devices change now and then.
  public static LabPlan standard(LabAccess access, int hosts, int devicesEach) {
    return new LabPlan(1, access, hosts, devicesEach, 0, 1, List.of(), 100, NetworkPlan.STANDARD);
  }

  public LabPlan withSeed(long other) {
    return new LabPlan(
        other,
        access,
        hosts,
        devicesEach,
        changes,
        perSecond,
        misbehaviours,
        misbehavingPercent,
        network);
  }

  /// With so many changes at that pace.
  public LabPlan changing(int times, int rate) {
    return new LabPlan(
        seed, access, hosts, devicesEach, times, rate, misbehaviours, misbehavingPercent, network);
  }

  public LabPlan with(List<LabMisbehaviour> others, int percent) {
    return new LabPlan(
        seed, access, hosts, devicesEach, changes, perSecond, others, percent, network);
  }

  public LabPlan with(NetworkPlan other) {
    return new LabPlan(
        seed,
        access,
        hosts,
        devicesEach,
        changes,
        perSecond,
        misbehaviours,
        misbehavingPercent,
        other);
  }
}
