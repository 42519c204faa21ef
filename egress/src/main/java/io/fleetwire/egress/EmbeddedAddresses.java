package io.fleetwire.egress;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The IPv4 addresses inside an IPv6 address of a transition form: a packet to the one may end at
/// the other, so the one is judged by the other.
///
/// @param v4 what is inside; never empty
/// @param outerCounts whether the IPv6 address is one of its own besides (ISATAP lives in any
///   prefix)
record EmbeddedAddresses(String form, List<IpAddress> v4, boolean outerCounts) {
  /// RFC 4291 section 2.5.3.
  private static final long LOOPBACK = 1;

  private static final Cidr LOW_96 = Cidr.parse("::/96");
  private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr NAT64_LOCAL = Cidr.parse("64:ff9b:1::/48");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

  /// What is inside `address`, or nothing when it is a plain one.
  static Optional<EmbeddedAddresses> find(IpAddress address) {
    if (!address.isV6()) {
      return Optional.empty();
    }
    long high = address.high();
    long low = address.low();
    if (high == 0 && low >>> 32 == 0xffff) {
      return found("IPv4-mapped", low);
    }
    if (high == 0 && low == LOOPBACK) {
      // the same machine by its other name: whoever opens 127.0.0.1 means localhost
      return found("IPv6 loopback", 0x7f000001);
    }
    if (LOW_96.contains(address)) {
      return found("IPv4-compatible", low);
    }
    if (TRANSLATED.contains(address)) {
      return found("IPv4-translated", low); // RFC 2765
    }
    if (NAT64.contains(address)) {
      return found("NAT64", low); // RFC 6052
    }
    if (NAT64_LOCAL.contains(address)) {
      return found("NAT64", localNat64(high, low));
    }
    if (TEREDO.contains(address)) {
      return found("Teredo", high, ~low); // RFC 4380: its server, and its client inverted
    }
    if (SIX_TO_FOUR.contains(address)) {
      return found("6to4", high >>> 16); // RFC 3056
    }
    // RFC 5214 section 6.1, with and without the universal bit
    if ((low >>> 32 & ~0x02000000L) == 0x5efe) {
      return Optional.of(new EmbeddedAddresses("ISATAP", List.of(IpAddress.v4(low)), true));
    }
    return Optional.empty();
  }

  private static Optional<EmbeddedAddresses> found(String form, long... v4) {
    return Optional.of(
        new EmbeddedAddresses(form, LongStream.of(v4).mapToObj(IpAddress::v4).toList(), false));
  }

  /// RFC 8215 leaves to each network which of RFC 6052's prefix lengths it uses, so all are read:
  /// 48, 56, 64 and 96 bits. A reading that starts with a zero leads nowhere and is the sign of
  /// another length; it counts only when there is no other.
  private static long[] localNat64(long high, long low) {
    long of48 = (high & 0xffff) << 16 | (low >>> 40 & 0xffff);
    long of56 = (high & 0xff) << 24 | (low >>> 32 & 0xffffff);
    long of64 = low >>> 24;
    long[] readings =
        LongStream.of(of48, of56, of64, low)
            .map(bits -> bits & 0xffffffffL)
            .filter(bits -> bits >>> 24 != 0)
            .distinct()
            .toArray();
    return readings.length == 0 ? new long[] {0} : readings;
  }
}
