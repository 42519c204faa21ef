package io.fleetwire.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Decodes `name=value&name=value` (the URL standard, section 5.1), strictly: a broken escape or
/// bytes that are not UTF-8 make the whole unreadable instead of something else.
final class UrlEncoded {
  /// Our largest form is the one that gives a client its scopes, of which there are about 80.
  static final int PARAMETERS_MAX = 128;

  private UrlEncoded() {}

  /// The parameters in their order, or empty when `text` cannot be read.
  static Optional<List<Parameter>> parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : text.split("&", PARAMETERS_MAX + 1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty() || parameters.size() == PARAMETERS_MAX) {
        return Optional.empty();
      }
      parameters.add(new Parameter(name.get(), value.get()));
    }
    return Optional.of(parameters);
  }

  private static Optional<String> decode(String text) {
    return decode(text, true);
  }

  /// Decodes percent escapes in a segment of a path, where a plus is a plus.
  static Optional<String> decodeSegment(String text) {
    return text.indexOf('%') < 0 ? Optional.of(text) : decode(text, false);
  }

  private static Optional<String> decode(String text, boolean plusIsBlank) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    int at = 0;
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == '%') {
        if (!isEscape(text, at)) {
          return Optional.empty();
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 3;
      } else if (letter > 0x7f) {
        // Senders must escape these. What a header parser made of raw bytes cannot be trusted.
        return Optional.empty();
      } else {
        bytes.put((byte) (letter == '+' && plusIsBlank ? ' ' : letter));
        at++;
      }
    }
    return text(bytes.flip());
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static Optional<String> text(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
