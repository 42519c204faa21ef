package io.fleetwire.simulator;

import java.util.List;

/// What kind of fleet it is.
///
/// @param seed of everything that is left to chance
/// @param kinds taken in turn by the devices
/// @param usersEach of devices that have users
/// @param source where their profiles are
/// @param manners how they behave
/// @param network what may be used
public record FleetPlan(
    long seed,
    int devices,
    List<AppleKind> kinds,
    int usersEach,
    ProfileSource source,
    Manners manners,
    NetworkPlan network) {
  public FleetPlan {
    kinds = List.copyOf(kinds);
    if (devices < 1 || kinds.isEmpty() || usersEach < 0) {
      throw new AssertionError("a fleet has devices, and they are of some kind");
    }
  }

  /// Phones, tablets and Macs that behave.
  public static FleetPlan standard(int devices, ProfileSource source) {
    return new FleetPlan(
        1,
        devices,
        List.of(AppleKind.MAC, AppleKind.IPHONE, AppleKind.IPAD),
        0,
        source,
        Manners.GOOD,
        NetworkPlan.STANDARD);
  }

  public FleetPlan withSeed(long other) {
    return new FleetPlan(other, devices, kinds, usersEach, source, manners, network);
  }

  public FleetPlan with(List<AppleKind> others, int users) {
    return new FleetPlan(seed, devices, others, users, source, manners, network);
  }

  public FleetPlan with(Manners others) {
    return new FleetPlan(seed, devices, kinds, usersEach, source, others, network);
  }

  public FleetPlan with(NetworkPlan other) {
    return new FleetPlan(seed, devices, kinds, usersEach, source, manners, other);
  }
}
