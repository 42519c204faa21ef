package io.fleetwire.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which addresses may be called. Pure and immutable.
///
/// Without any entry: public addresses and the private networks of RFC 1918 and RFC 4193 are open;
/// this machine, its link, its cloud's metadata service, multicast, and everything reserved are
/// closed. An address that carries another inside (IPv6 transition) is judged by that one too. A
/// denied block closes whatever it holds; an allowed block opens whatever it holds, except a
/// metadata service, which only opens when it is named alone.
public final class AddressPolicy {
  /// Public and private networks; nothing that belongs to this machine, its link or its cloud.
  static final AddressPolicy STANDARD = new AddressPolicy(List.of(), List.of());

  private final List<Cidr> allow;
  private final List<Cidr> deny;

  private AddressPolicy(List<Cidr> allow, List<Cidr> deny) {
    this.allow = List.copyOf(allow);
    this.deny = List.copyOf(deny);
  }

  /// `allow` opens what the default closes; `deny` closes what the default, or `allow`, opens.
  public static AddressPolicy of(List<Cidr> allow, List<Cidr> deny) {
    return new AddressPolicy(allow, deny);
  }

  /// Why `address` must not be called, as a sentence's beginning ("127.0.0.1 is ..."); nothing when
  /// it may be.
  Optional<String> forbids(InetAddress address) {
    return forbids(IpAddress.of(address));
  }

  Optional<String> forbids(IpAddress address) {
    Optional<EmbeddedAddresses> inside = EmbeddedAddresses.find(address);
    List<IpAddress> all = new ArrayList<>(List.of(address));
    inside.ifPresent(embedded -> all.addAll(embedded.v4()));
    Optional<String> never = all.stream().flatMap(each -> forbidsAlways(each).stream()).findFirst();
    if (never.isPresent()) {
      return never.map(why -> why.startsWith(address + " ") ? why : address + " holds " + why);
    }
    if (allow.stream().anyMatch(block -> block.contains(address))) {
      return Optional.empty();
    }
    return inside
        .map(embedded -> forbidsInside(address, embedded))
        .orElseGet(() -> closed(address));
  }

  /// What no allowed block can open.
  private Optional<String> forbidsAlways(IpAddress address) {
    Optional<String> denied =
        deny.stream()
            .filter(block -> block.contains(address))
            .map(block -> address + " is in " + block + ", which is denied")
            .findFirst();
    return denied.or(
        () ->
            SpecialAddresses.metadata(address)
                .filter(_ -> !isNamed(address))
                .map(what -> address + " is " + what));
  }

  private Optional<String> forbidsInside(IpAddress address, EmbeddedAddresses embedded) {
    Optional<String> outer = embedded.outerCounts() ? closed(address) : Optional.empty();
    return outer.or(
        () ->
            embedded.v4().stream()
                .flatMap(v4 -> forbids(v4).stream())
                .map(why -> address + " is a form (" + embedded.form() + ") of an address: " + why)
                .findFirst());
  }

  private static Optional<String> closed(IpAddress address) {
    return SpecialAddresses.closed(address).map(what -> address + " is " + what);
  }

  private boolean isNamed(IpAddress address) {
    return allow.stream().anyMatch(block -> block.single().filter(address::equals).isPresent());
  }

  @Override
  public String toString() {
    return "allow " + allow + ", deny " + deny;
  }
}
