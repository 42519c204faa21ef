package io.fleetwire.egress;

import java.util.List;

/// Which addresses may be called. Pure and immutable.
public final class AddressPolicy {
  /// Public and private networks; nothing that belongs to this machine, its link or its cloud.
  public static final AddressPolicy STANDARD = new AddressPolicy(List.of(), List.of());

  private final List<Cidr> allow;
  private final List<Cidr> deny;

  private AddressPolicy(List<Cidr> allow, List<Cidr> deny) {
    this.allow = List.copyOf(allow);
    this.deny = List.copyOf(deny);
  }

  /// `allow` opens what the default denies; `deny` closes what the default, or `allow`, opens.
  public static AddressPolicy of(List<Cidr> allow, List<Cidr> deny) {
    return new AddressPolicy(allow, deny);
  }

  @Override
  public String toString() {
    return "allow " + allow + ", deny " + deny;
  }
}
