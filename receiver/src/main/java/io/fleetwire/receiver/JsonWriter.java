package io.fleetwire.receiver;

import java.util.Map;

/// Writes JSON as Jackson does by default: no spaces, text as it is, and only those escapes that
/// must be, with upper-case hexadecimal digits.
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(JsonValue value) {
    JsonWriter writer = new JsonWriter();
    writer.append(value);
    return writer.out.toString();
  }

  private void append(JsonValue value) {
    switch (value) {
      case JsonValue.Text(String text) -> append(text);
      case JsonValue.Numeral(String digits) -> out.append(digits);
      case JsonValue.Word(String word) -> out.append(word);
      case JsonValue.Array array -> append(array);
      case JsonValue.Members members -> append(members);
    }
  }

  private void append(JsonValue.Array array) {
    out.append('[');
    String separator = "";
    for (JsonValue element : array.elements()) {
      out.append(separator);
      append(element);
      separator = ",";
    }
    out.append(']');
  }

  private void append(JsonValue.Members members) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonValue> member : members.map().entrySet()) {
      out.append(separator);
      append(member.getKey());
      out.append(':');
      append(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void append(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 0x10 ? '0' : '1').append(hex(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
