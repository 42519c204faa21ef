package io.fleetwire.engine;

/// Writes the small JSON objects of operational events (RFC 8259): texts and whole numbers, in the
/// order in which they are added.
final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  JsonObject with(String name, Object value) {
    next(name);
    quote(value.toString());
    return this;
  }

  JsonObject with(String name, long value) {
    next(name);
    text.append(value);
    return this;
  }

  String print() {
    return text + "}";
  }

  private void next(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '"' || letter == '\\') {
        text.append('\\').append(letter);
      } else if (letter < 0x20) {
        text.append("\\u%04x".formatted((int) letter));
      } else {
        text.append(letter);
      }
    }
    text.append('"');
  }
}
