package io.fleetwire.egress;

import io.fleetwire.engine.Must;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An address as a number: 128 bits of IPv6, or 32 of IPv4 in `low`. Immutable.
record IpAddress(boolean isV6, long high, long low) {
  private static final Pattern QUAD =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

  /// Digits and colons, and a quad in the last places; no zone.
  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  static IpAddress of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? v4(number(bytes, 0, 4))
        : new IpAddress(true, number(bytes, 0, 8), number(bytes, 8, 16));
  }

  static IpAddress v4(long bits) {
    return new IpAddress(false, 0, bits & 0xffffffffL);
  }

  /// The address that `text` spells in its one plain form, or nothing: no octal, hexadecimal, short
  /// or bracketed form, no zone, no name. An IPv4-mapped IPv6 address stays one.
  static Optional<IpAddress> parse(String text) {
    if (QUAD.matcher(text).matches()) {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    }
    if (!COLONS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      IpAddress address = of(InetAddress.ofLiteral(text));
      // Java turns a mapped address into the IPv4 address that is in it
      return Optional.of(address.isV6 ? address : mapped(address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static IpAddress mapped(IpAddress v4) {
    return new IpAddress(true, 0, 0xffff00000000L | v4.low);
  }

  int bits() {
    return isV6 ? 128 : 32;
  }

  /// This address with all but its first `length` bits cleared.
  IpAddress prefix(int length) {
    Must.hold(length >= 0 && length <= bits(), "a prefix is no longer than its address");
    return isV6
        ? new IpAddress(true, high & mask(length), low & mask(length - 64))
        : v4(low & (mask(length + 32) & 0xffffffffL));
  }

  /// 64 bits of which the first `ones` are set.
  private static long mask(int ones) {
    if (ones <= 0) {
      return 0;
    }
    return ones >= 64 ? -1L : -1L << (64 - ones);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  @Override
  public String toString() {
    return isV6 ? v6Text() : v4Text();
  }

  private String v4Text() {
    return "%d.%d.%d.%d".formatted(low >>> 24, low >>> 16 & 0xff, low >>> 8 & 0xff, low & 0xff);
  }

  /// RFC 5952 section 4: the longest run of zeros, if it is longer than one, becomes two colons.
  private String v6Text() {
    int start = 0;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zerosFrom(i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    return length == 1 ? groups(0, 8) : groups(0, start) + "::" + groups(start + length, 8);
  }

  private int zerosFrom(int group) {
    int run = 0;
    while (group + run < 8 && group(group + run) == 0) {
      run++;
    }
    return run;
  }

  private long group(int index) {
    return (index < 4 ? high : low) >>> (48 - 16 * (index & 3)) & 0xffff;
  }

  private String groups(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Long.toHexString(group(i)))
        .collect(Collectors.joining(":"));
  }
}
