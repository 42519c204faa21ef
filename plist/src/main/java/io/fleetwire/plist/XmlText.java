package io.fleetwire.plist;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Characters as XML 1.0 (fifth edition) sees them.
final class XmlText {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private XmlText() {}

  /// The text in `bytes`, which are UTF-8: nothing that speaks to us writes another encoding.
  static String decode(byte[] bytes) throws PlistFault {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new PlistFault("is neither a binary list nor text in UTF-8");
    }
  }

  /// Section 2.2.
  static boolean isCharacter(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xd7ff)
        || (point >= 0xe000 && point <= 0xfffd)
        || (point >= 0x10000 && point <= 0x10ffff);
  }

  /// Section 2.3.
  static boolean isSpace(char letter) {
    return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
  }

  static void escape(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // A bare one would come back as a line feed (section 2.11).
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isCharacter(point) ? point : 0xfffd);
              }
            });
  }
}
