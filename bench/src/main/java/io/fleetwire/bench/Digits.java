package io.fleetwire.bench;

/// Decimal numbers in bytes, without making texts of them: the generator and the receiver take
/// their share of the processors that they measure.
final class Digits {
  /// More digits than this might not fit into a long.
  private static final int DIGITS_MAX = 18;

  private Digits() {}

  /// The number between `from` and `to`, or -1 when there is anything but digits, or nothing.
  static long parse(byte[] text, int from, int to) {
    if (from >= to || to - from > DIGITS_MAX) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// Writes the last `width` digits of `number`, with zeros in front.
  static void write(long number, byte[] text, int from, int width) {
    long rest = number;
    for (int i = from + width - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
