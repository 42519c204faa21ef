package io.fleetwire.egress;

import java.util.List;
import java.util.Optional;

/// What addresses are when they are not a host somewhere: IANA's special-purpose registries (RFC
/// 6890 and its successors), and the services that clouds put at fixed addresses.
final class SpecialAddresses {

  /// A block and what it is, as it completes "that is ...".
  private record Special(String name, Cidr block) {}

  /// Machine credentials are one request away at these; some lie in blocks that are otherwise open.
  private static final List<Special> METADATA =
      List.of(
          special("a cloud's metadata service", "169.254.169.254"),
          special("a cloud's metadata service", "169.254.170.2"), // AWS ECS credentials
          special("a cloud's metadata service", "169.254.170.23"), // AWS EKS credentials
          special("a cloud's metadata service", "100.100.100.200"), // Alibaba
          special("a cloud's metadata service", "192.0.0.192"), // Oracle
          special("a cloud's metadata service", "168.63.129.16"), // Azure's wire server
          special("a cloud's metadata service", "fd00:ec2::254"), // AWS
          special("a cloud's metadata service", "fd00:ec2::23"), // AWS EKS credentials
          special("a cloud's metadata service", "fd20:ce::254"), // Google
          special("a cloud's metadata service", "fd00:42::42"), // Scaleway
          special("a cloud's metadata service", "fe80::a9fe:a9fe")); // OpenStack

  private static final List<Special> CLOSED =
      List.of(
          special("this network", "0.0.0.0/8"), // RFC 791
          special("a carrier's shared space", "100.64.0.0/10"), // RFC 6598
          special("this machine", "127.0.0.0/8"), // RFC 1122
          special("the local link", "169.254.0.0/16"), // RFC 3927
          special("reserved for protocols", "192.0.0.0/24"), // RFC 6890
          special("for documentation", "192.0.2.0/24"), // RFC 5737
          special("a retired relay", "192.88.99.0/24"), // RFC 7526
          special("for benchmarks", "198.18.0.0/15"), // RFC 2544
          special("for documentation", "198.51.100.0/24"), // RFC 5737
          special("for documentation", "203.0.113.0/24"), // RFC 5737
          special("multicast", "224.0.0.0/4"), // RFC 1112
          special("broadcast", "255.255.255.255"), // RFC 919
          special("reserved", "240.0.0.0/4"), // RFC 1112
          special("reserved for protocols", "2001::/23"), // RFC 2928
          special("for documentation", "2001:db8::/32"), // RFC 3849
          special("for documentation", "3fff::/20"), // RFC 9637
          special("the local link", "fe80::/10"), // RFC 4291
          special("a retired site-local block", "fec0::/10"), // RFC 3879
          special("multicast", "ff00::/8")); // RFC 4291

  /// Of IPv6 only these two are handed out to hosts; what lies outside is reserved.
  private static final List<Cidr> V6_HOSTS =
      List.of(Cidr.parse("2000::/3"), Cidr.parse("fc00::/7"));

  private SpecialAddresses() {}

  /// What makes `address` closed unless it is named alone.
  static Optional<String> metadata(IpAddress address) {
    return find(METADATA, address);
  }

  /// What makes `address` closed unless a block that holds it is allowed.
  static Optional<String> closed(IpAddress address) {
    Optional<String> found = find(CLOSED, address);
    if (found.isPresent()) {
      return found;
    }
    boolean host = !address.isV6() || V6_HOSTS.stream().anyMatch(block -> block.contains(address));
    return host ? Optional.empty() : Optional.of("reserved");
  }

  private static Optional<String> find(List<Special> table, IpAddress address) {
    return table.stream()
        .filter(special -> special.block().contains(address))
        .map(Special::name)
        .findFirst();
  }

  private static Special special(String name, String block) {
    return new Special(name, Cidr.parse(block));
  }
}
