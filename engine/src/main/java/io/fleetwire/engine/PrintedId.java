package io.fleetwire.engine;

import java.util.Optional;

/// The printed form of an id: a prefix that says what it names, then 13 digits of base 32.
///
/// The alphabet is Crockford's, in lower case: no letter is mistaken for a digit, and the text
/// sorts as the number does.
final class PrintedId {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int DIGITS = 13;

  private PrintedId() {}

  static String print(String prefix, long value) {
    char[] digits = new char[DIGITS];
    long rest = value;
    for (int i = DIGITS - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest & 31));
      rest >>>= 5;
    }
    return prefix + new String(digits);
  }

  static Optional<Long> parse(String prefix, String text) {
    if (!text.startsWith(prefix) || text.length() != prefix.length() + DIGITS) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = prefix.length(); i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0 || value >>> 58 != 0) {
        return Optional.empty();
      }
      value = value << 5 | digit;
    }
    return Optional.of(value);
  }
}
