package io.fleetwire.callback;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Puts any text into a header: percent-encoded where HTTP would not carry it, as the HTTP binding
/// of CloudEvents 1.0 says (section 3.1.3.2), which the house's own headers follow, too. Pure.
public final class HeaderText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int REPLACEMENT = 0xFFFD;

  private HeaderText() {}

  /// `text` as a header's value.
  public static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return encodeFrom(text, i);
      }
    }
    return text;
  }

  private static String encodeFrom(String text, int start) {
    StringBuilder encoded = new StringBuilder(text.length() + 32).append(text, 0, start);
    text.substring(start)
        .codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                encoded.append((char) point);
              } else {
                // half of a surrogate pair has no bytes in UTF-8
                boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                bytes(encoded, Character.toString(half ? REPLACEMENT : point));
              }
            });
    return encoded.toString();
  }

  private static void bytes(StringBuilder encoded, String character) {
    for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
      HEX.toHexDigits(encoded.append('%'), each);
    }
  }

  private static boolean isPlain(int point) {
    return point > ' ' && point < 0x7f && point != '"' && point != '%';
  }
}
