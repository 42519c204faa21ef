package io.fleetwire.egress;

/// What an operator may choose about the door out. Immutable.
public record EgressSettings(AddressPolicy policy, Trust trust, PoolLimits pool, String userAgent) {

  /// Safe defaults for the product's `version`.
  public static EgressSettings standard(String version) {
    return new EgressSettings(
        AddressPolicy.STANDARD, new Trust.Platform(), PoolLimits.STANDARD, "Fleetwire/" + version);
  }

  public EgressSettings withPolicy(AddressPolicy other) {
    return new EgressSettings(other, trust, pool, userAgent);
  }

  public EgressSettings withTrust(Trust other) {
    return new EgressSettings(policy, other, pool, userAgent);
  }

  EgressSettings withPool(PoolLimits other) {
    return new EgressSettings(policy, trust, other, userAgent);
  }
}
