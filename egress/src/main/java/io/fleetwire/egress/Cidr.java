package io.fleetwire.egress;

import java.net.InetAddress;

/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). Immutable.
@SuppressWarnings("DoNotCallSuggester")
public final class Cidr {
  private Cidr() {}

  /// The block that `text` names: `10.0.0.0/8`, `fd00::/8`, or a single address. Throws {@link
  /// IllegalArgumentException} with a message for the operator when it names none.
  public static Cidr parse(String text) {
    throw new UnsupportedOperationException(text);
  }

  /// Whether `address` lies in this block. An IPv4 block knows nothing of IPv6 forms.
  public boolean contains(InetAddress address) {
    throw new UnsupportedOperationException(address.toString());
  }
}
