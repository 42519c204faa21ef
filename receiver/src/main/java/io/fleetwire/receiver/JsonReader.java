package io.fleetwire.receiver;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads JSON strictly: nothing that RFC 8259 does not allow, no name twice, no deep nesting. Used
/// once; confined.
final class JsonReader {
  /// Callbacks have a depth of four; a recursive reader needs some bound.
  private static final int DEPTH_MAX = 100;

  /// Longer numbers are written to make parsers work, not to say something.
  private static final int DIGITS_MAX = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int position;

  private JsonReader(String text) {
    this.text = text;
  }

  /// The one object that `utf8` holds.
  static JsonValue.Members object(byte[] utf8) throws JsonException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw new JsonException("not UTF-8");
    }
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value(0);
    reader.skipSpace();
    if (reader.position != text.length()) {
      throw reader.fault("something behind the end");
    }
    if (!(value instanceof JsonValue.Members members)) {
      throw new JsonException("not a JSON object");
    }
    return members;
  }

  private JsonValue value(int depth) throws JsonException {
    if (depth > DEPTH_MAX) {
      throw fault("nested deeper than " + DEPTH_MAX);
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> array(depth);
      case '"' -> new JsonValue.Text(string());
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private JsonValue members(int depth) throws JsonException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    position++;
    skipSpace();
    if (take('}')) {
      return new JsonValue.Members(members);
    }
    do {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw fault("a name that is there twice");
      }
      skipSpace();
    } while (take(','));
    expect('}');
    return new JsonValue.Members(members);
  }

  private JsonValue array(int depth) throws JsonException {
    List<JsonValue> elements = new ArrayList<>();
    position++;
    skipSpace();
    if (take(']')) {
      return new JsonValue.Array(elements);
    }
    do {
      elements.add(value(depth + 1));
      skipSpace();
    } while (take(','));
    expect(']');
    return new JsonValue.Array(elements);
  }

  private String string() throws JsonException {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw fault("a control character in a string");
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws JsonException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw fault("an unknown escape");
    };
  }

  private char unicode() throws JsonException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw fault("an escape that is not hexadecimal");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private JsonValue word(String word) throws JsonException {
    if (!text.startsWith(word, position)) {
      throw fault("not a value");
    }
    position += word.length();
    return new JsonValue.Word(word);
  }

  private JsonValue number() throws JsonException {
    int start = position;
    while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String digits = text.substring(start, position);
    if (digits.length() > DIGITS_MAX || !NUMBER.matcher(digits).matches()) {
      throw fault("not a value");
    }
    boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    return new JsonValue.Numeral(whole ? new BigInteger(digits).toString() : decimal(digits));
  }

  /// Jackson reads a `double` and writes what Java prints for it.
  private String decimal(String digits) throws JsonException {
    double number = Double.parseDouble(digits);
    if (Double.isInfinite(number)) {
      throw fault("a number beyond all bounds");
    }
    return Double.toString(number);
  }

  private void skipSpace() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private char peek() throws JsonException {
    if (position == text.length()) {
      throw fault("an early end");
    }
    return text.charAt(position);
  }

  private char next() throws JsonException {
    char c = peek();
    position++;
    return c;
  }

  private boolean take(char c) {
    boolean there = position < text.length() && text.charAt(position) == c;
    position += there ? 1 : 0;
    return there;
  }

  private void expect(char c) throws JsonException {
    if (!take(c)) {
      throw fault("no " + c + " where one belongs");
    }
  }

  private JsonException fault(String what) {
    return new JsonException("not JSON: " + what + " (at character " + (position + 1) + ")");
  }
}
