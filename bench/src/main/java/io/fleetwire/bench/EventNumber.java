package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.engine.Must;

/// The number of an event in the ledger, as the trace id that travels with it: every dialect gives
/// back the trace id that it was called with, so one ledger fits all.
final class EventNumber {
  /// What the number is when a message carries none.
  static final long NONE = -1;

  private static final byte[] PREFIX = "load-".getBytes(US_ASCII);
  private static final int DIGITS = 9;
  private static final long LIMIT = 1_000_000_000;

  private EventNumber() {}

  /// Always of the same length, so that it can be written over another one.
  static String print(long number) {
    Must.hold(number >= 0 && number < LIMIT, "an event's number has nine digits");
    byte[] text = new byte[PREFIX.length + DIGITS];
    write(number, text, 0);
    return new String(text, US_ASCII);
  }

  /// The number that `text` prints from `from` to `to`, or {@link #NONE}.
  static long parse(byte[] text, int from, int to) {
    int digitsFrom = from + PREFIX.length;
    if (to - digitsFrom != DIGITS) {
      return NONE;
    }
    for (int i = 0; i < PREFIX.length; i++) {
      if (text[from + i] != PREFIX[i]) {
        return NONE;
      }
    }
    return Digits.parse(text, digitsFrom, to);
  }

  /// Writes the printed form of `number` into `text` at `from`.
  static void write(long number, byte[] text, int from) {
    System.arraycopy(PREFIX, 0, text, from, PREFIX.length);
    Digits.write(number, text, from + PREFIX.length, DIGITS);
  }
}
