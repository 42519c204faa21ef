package io.fleetwire.lab;

import java.nio.charset.StandardCharsets;

/// Texts of people as headers can carry them: what is not visible ASCII, and the percent sign, is
/// percent-encoded as UTF-8 (RFC 3986 section 2.1). A blank inside stays.
final class HeaderText {
  private HeaderText() {}

  static String of(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0x20 && octet < 0x7f && octet != '%') {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format("%%%02X", octet & 0xFF));
      }
    }
    return encoded.toString();
  }
}
