package io.fleetwire.egress;

import java.util.Optional;

/// What an operator may choose about the door out. Immutable.
public record EgressSettings(
    AddressPolicy policy,
    Optional<ForwardProxy> proxy,
    Trust trust,
    PoolLimits pool,
    String userAgent) {

  /// Safe defaults for the product's `version`.
  public static EgressSettings standard(String version) {
    return new EgressSettings(
        AddressPolicy.STANDARD,
        Optional.empty(),
        new Trust.Platform(),
        PoolLimits.STANDARD,
        "Fleetwire/" + version);
  }

  public EgressSettings withPolicy(AddressPolicy other) {
    return new EgressSettings(other, proxy, trust, pool, userAgent);
  }

  public EgressSettings withProxy(ForwardProxy other) {
    return new EgressSettings(policy, Optional.of(other), trust, pool, userAgent);
  }

  public EgressSettings withTrust(Trust other) {
    return new EgressSettings(policy, proxy, other, pool, userAgent);
  }

  EgressSettings withPool(PoolLimits other) {
    return new EgressSettings(policy, proxy, trust, other, userAgent);
  }
}
