package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import java.util.HexFormat;
import java.util.Optional;

/// Names a device. Printed as 24 hexadecimal digits, as the vendor's object ids are: the last 16
/// are the number itself, which needs no index of its own, and the first 8 follow from them, so
/// that an id with a wrong digit names nothing.
record DeviceId(long value) {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CHECK_DIGITS = 8;

  /// The fraction of the golden ratio: its multiples scatter (Knuth, volume 3, section 6.4).
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  DeviceId {
    Must.hold(value > 0, "an id is positive");
  }

  /// The id that `text` prints, or nothing when it is not one.
  static Optional<DeviceId> parse(String text) {
    if (!KnoxIds.isObjectId(text)) {
      return Optional.empty();
    }
    long value = HexFormat.fromHexDigitsToLong(text, CHECK_DIGITS, text.length());
    return value > 0
        ? Optional.of(new DeviceId(value)).filter(id -> id.toString().equals(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return HEX.toHexDigits((int) ((value * SCATTER) >>> 32)) + HEX.toHexDigits(value);
  }
}
