package io.fleetwire.portal;

import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Utf8;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/// Bytes of strangers as text on a page. Pure. Templates encode what is returned here.
final class Texts {
  /// What people read; the whole is in the log.
  private static final int BYTES_SHOWN_MAX = 64 * 1024;

  /// Sixteen lines of bytes say what it is.
  private static final int BINARY_SHOWN_MAX = 256;

  private static final ObjectWriter INDENTED =
      Json.mapper()
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      PrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(
                          Separators.Spacing.AFTER))
                  .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

  private Texts() {}

  /// JSON with indents.
  static String indented(JsonNode node) {
    return INDENTED.writeValueAsString(node);
  }

  /// Why a text is no JSON.
  static String noJson(ProblemException e) {
    return "This is no JSON: " + e.problem().explanation();
  }

  /// With a capital letter.
  static String sentence(String text) {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }

  static String clipped(String text, int lengthMax) {
    if (text.codePointCount(0, text.length()) <= lengthMax) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, lengthMax - 1)) + "\u2026";
  }

  /// The text of a payload, or what it looks like in hexadecimal when it is none.
  static String raw(Payload payload) {
    return Utf8.decode(payload.bytes())
        .map(text -> clipped(text, BYTES_SHOWN_MAX))
        .orElseGet(() -> dump(payload.bytes()));
  }

  private static String dump(byte[] bytes) {
    HexFormat hex = HexFormat.ofDelimiter(" ");
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < Math.min(bytes.length, BINARY_SHOWN_MAX); at += 16) {
      lines.append(hex.formatHex(bytes, at, Math.min(bytes.length, at + 16))).append('\n');
    }
    return lines.append(bytes.length > BINARY_SHOWN_MAX ? "\u2026" : "").toString();
  }

  /// JSON with indents; empty when it is no JSON, or too long to be read.
  static Optional<String> pretty(Payload payload) {
    if (payload.size() == 0 || payload.size() > BYTES_SHOWN_MAX) {
      return Optional.empty();
    }
    try {
      JsonNode node = Json.parse(payload.bytes());
      return node.isContainer() ? Optional.of(indented(node)) : Optional.empty();
    } catch (ProblemException _) {
      return Optional.empty();
    }
  }
}
