package io.fleetwire.knox;

import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import java.util.Locale;

/// A text by which a caller names a device, trimmed and in capitals, and what it looks like
/// (contract 2.4). Immutable; pure.
record DeviceIdentifier(Kind kind, String text) {
  /// What the text looks like, also when it is not a good one.
  enum Kind {
    IMEI,
    MEID,
    SERIAL
  }

  /// What to make of it.
  enum Verdict {
    GOOD,
    /// An IMEI whose last digit does not follow from the others; it is taken nevertheless.
    DOUBTFUL,
    BAD
  }

  /// An IMEI without its check digit, with it, and with a software version in its place.
  private static final int IMEI_DIGITS_MIN = 14;

  private static final int IMEI_DIGITS = 15;
  private static final int IMEI_DIGITS_MAX = 16;
  private static final int MEID_HEX_DIGITS = 14;
  private static final int MEID_DECIMAL_DIGITS = 18;

  /// Printed examples have 7 letters.
  private static final int SERIAL_LETTERS_MIN = 6;

  private static final int SERIAL_LETTERS_MAX = 16;

  static DeviceIdentifier of(String text) {
    String normal = text.strip().toUpperCase(Locale.ROOT);
    return new DeviceIdentifier(kindOf(normal), normal);
  }

  Verdict verdict(ImeiCheck check) {
    return switch (kind) {
      case IMEI -> verdictOfImei(check);
      case MEID -> Verdict.GOOD;
      case SERIAL -> isSerial() ? Verdict.GOOD : Verdict.BAD;
    };
  }

  private Verdict verdictOfImei(ImeiCheck check) {
    boolean checked = text.length() == IMEI_DIGITS && hasLuhnDigit(text);
    boolean unchecked = text.length() != IMEI_DIGITS;
    return switch (check) {
      case ACCEPT -> Verdict.GOOD;
      case WARN -> checked || unchecked ? Verdict.GOOD : Verdict.DOUBTFUL;
      case REQUIRE -> checked ? Verdict.GOOD : Verdict.BAD;
    };
  }

  private boolean isSerial() {
    return text.length() >= SERIAL_LETTERS_MIN
        && text.length() <= SERIAL_LETTERS_MAX
        && text.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'Z'));
  }

  private static Kind kindOf(String text) {
    boolean digits = text.chars().allMatch(DeviceIdentifier::isDigit);
    if (digits && text.length() >= IMEI_DIGITS_MIN && text.length() <= IMEI_DIGITS_MAX) {
      return Kind.IMEI;
    }
    boolean decimalMeid = digits && text.length() == MEID_DECIMAL_DIGITS;
    boolean hexMeid =
        text.length() == MEID_HEX_DIGITS
            && text.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'F'));
    return decimalMeid || hexMeid ? Kind.MEID : Kind.SERIAL;
  }

  /// Luhn's formula (3GPP TS 23.003 annex B): from the right every second digit is doubled, and the
  /// sum of all digits ends in 0.
  private static boolean hasLuhnDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled / 10 + doubled % 10;
    }
    return sum % 10 == 0;
  }

  private static boolean isDigit(int letter) {
    return letter >= '0' && letter <= '9';
  }
}
