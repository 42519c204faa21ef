package io.fleetwire.egress;

import java.net.InetAddress;
import java.util.Optional;

/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). Immutable.
public final class Cidr {
  private final IpAddress first;
  private final int length;

  private Cidr(IpAddress first, int length) {
    this.first = first;
    this.length = length;
  }

  /// The block that `text` names: `10.0.0.0/8`, `fd00::/8`, or a single address. Throws {@link
  /// IllegalArgumentException} with a message for the operator when it names none.
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IpAddress first =
        IpAddress.parse(address)
            .orElseThrow(
                () ->
                    fault(
                        text,
                        "is not an address block: write four decimal numbers such as 10.0.0.0/8, or"
                            + " an IPv6 prefix such as fd00::/8"));
    int length = slash < 0 ? first.bits() : length(text, text.substring(slash + 1), first.bits());
    if (!first.prefix(length).equals(first)) {
      throw fault(
          text,
          "has bits set behind its prefix: did you mean "
              + first.prefix(length)
              + "/"
              + length
              + "?");
    }
    if (first.isV6() && first.high() == 0 && first.low() >>> 32 == 0xffff) {
      throw fault(text, "is an IPv4 block in IPv6 clothes: write it as IPv4");
    }
    return new Cidr(first, length);
  }

  private static int length(String text, String digits, int bits) {
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
      throw fault(text, "needs a prefix length from 0 to " + bits + " behind its slash");
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException fault(String text, String what) {
    return new IllegalArgumentException("\"" + text + "\" " + what);
  }

  /// Whether `address` lies in this block. An IPv4 block knows nothing of IPv6 forms.
  public boolean contains(InetAddress address) {
    return contains(IpAddress.of(address));
  }

  boolean contains(IpAddress address) {
    return address.isV6() == first.isV6() && address.prefix(length).equals(first);
  }

  /// The one address of this block, when there is only one.
  Optional<IpAddress> single() {
    return length == first.bits() ? Optional.of(first) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && first.equals(that.first) && length == that.length;
  }

  @Override
  public int hashCode() {
    return 31 * first.hashCode() + length;
  }

  @Override
  public String toString() {
    return first + "/" + length;
  }
}
