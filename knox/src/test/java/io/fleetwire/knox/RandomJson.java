package io.fleetwire.knox;

import java.util.random.RandomGenerator;

/// Writes JSON objects in as many ugly spellings as the grammar allows: white space, escapes that
/// are not needed, repeated names, fractions in every form.
final class RandomJson {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "7",
    "-12",
    "2147483648",
    "9223372036854775807",
    "123456789012345678901234567890",
    "5.0",
    "-0.0",
    "1e3",
    "1E-7",
    "10000000.0",
    "0.00001",
    "3.14159",
    "1.0e+2",
    "72.50"
  };
  private static final String[] LETTERS = {
    "a",
    "Z",
    "/",
    "\\/",
    "\\\"",
    "\\\\",
    "\\n",
    "\\u0041",
    "\\u001f",
    "\\u001F",
    "\\u00e9",
    "é",
    "日本",
    "😀",
    "\\uD83D\\uDE00",
    "\u007f",
    "\u2028",
    "\\b\\f\\r\\t",
    "\\u0000",
    "<&>",
    " ",
    "notificationId",
    "\\ud800",
    "\\uDC00"
  };

  /// The last two letters are halves of pairs, which a name must not have.
  private static final int LETTERS_OF_NAMES = LETTERS.length - 2;

  private final RandomGenerator random;
  private final StringBuilder out = new StringBuilder();

  RandomJson(RandomGenerator random) {
    this.random = random;
  }

  String object() {
    out.setLength(0);
    object(4);
    return out.toString();
  }

  private void object(int depth) {
    out.append('{');
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      blank();
      string(LETTERS_OF_NAMES);
      blank();
      out.append(':');
      value(depth - 1);
      out.append(i < members - 1 ? "," : "");
    }
    blank();
    out.append('}');
  }

  private void value(int depth) {
    blank();
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> out.append("null");
      case 1 -> out.append(random.nextBoolean());
      case 2 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3, 4 -> string(LETTERS.length);
      case 5 -> array(depth);
      default -> object(depth);
    }
    blank();
  }

  private void array(int depth) {
    out.append('[');
    int elements = random.nextInt(4);
    for (int i = 0; i < elements; i++) {
      value(depth - 1);
      out.append(i < elements - 1 ? "," : "");
    }
    blank();
    out.append(']');
  }

  private void string(int choice) {
    out.append('"');
    int letters = random.nextInt(5);
    for (int i = 0; i < letters; i++) {
      out.append(LETTERS[random.nextInt(choice)]);
    }
    out.append('"');
  }

  private void blank() {
    if (random.nextInt(4) == 0) {
      out.append(random.nextBoolean() ? " " : "\r\n\t");
    }
  }
}
