package io.fleetwire.testkit;

import io.fleetwire.engine.Must;

/// Identifiers of devices that do not exist, as many as anybody wants: the same number always gives
/// the same identifier, different numbers different ones. Pure.
public final class DeviceNumbers {
  /// Six digits of an IMEI count the devices of one type.
  public static final int COUNT_MAX = 1_000_000;

  /// A type of test equipment: its reporting body is 00 (GSMA TS.06).
  private static final String TYPE = "00440245";

  /// Without the letters that are taken for digits, as on printed labels.
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ0123456789";

  /// Prime, so that counting in steps of it meets every number before it meets one twice.
  private static final int STEP = 514_229;

  private DeviceNumbers() {}

  /// Fifteen digits, the last one by Luhn's formula.
  public static String imei(int number) {
    return withCheckDigit(TYPE + "%06d".formatted(spread(number)));
  }

  /// Fourteen hexadecimal digits, the first a letter: nobody takes them for an IMEI.
  public static String meid(int number) {
    return "A0000%09X".formatted(0x1_0000_0000L + spread(number));
  }

  /// Eleven letters and digits, beginning as the vendor's serial numbers do.
  public static String serial(int number) {
    StringBuilder serial = new StringBuilder("R5");
    long rest = 7L * COUNT_MAX * 1_000_000 + spread(number);
    for (int i = 0; i < 9; i++) {
      serial.append(LETTERS.charAt((int) (rest % LETTERS.length())));
      rest /= LETTERS.length();
    }
    return serial.toString();
  }

  /// Luhn's formula (3GPP TS 23.003 annex B): from the right, every second digit is doubled, and
  /// the digits of all sum up to a multiple of ten.
  private static String withCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = 2 * digit;
      sum += i % 2 == 0 ? doubled / 10 + doubled % 10 : digit;
    }
    return digits + (10 - sum % 10) % 10;
  }

  private static int spread(int number) {
    Must.hold(number >= 0 && number < COUNT_MAX, "there are a million devices of a type");
    return (int) ((long) number * STEP % COUNT_MAX);
  }
}
