package io.fleetwire.plist;

import java.nio.charset.StandardCharsets;

/// Reads and writes property lists. Without state.
public final class Plist {
  private static final byte[] BINARY = "bplist".getBytes(StandardCharsets.US_ASCII);

  private Plist() {}

  /// The list in `bytes`, of whichever form, within the usual limits.
  public static PlistRead read(byte[] bytes) {
    return read(bytes, PlistLimits.STANDARD);
  }

  /// The list in `bytes`, of whichever form.
  static PlistRead read(byte[] bytes, PlistLimits limits) {
    if (bytes.length > limits.bytesMax()) {
      return new PlistRead.Refused("is longer than " + limits.bytesMax() + " bytes");
    }
    try {
      return new PlistRead.Good(
          isBinary(bytes)
              ? new BinaryReader(bytes, limits).read()
              : new XmlReader(XmlText.decode(bytes), limits).read());
    } catch (PlistFault e) {
      return new PlistRead.Refused(e.reason());
    }
  }

  /// `value` as XML in UTF-8, with Apple's document type. A character that XML cannot have becomes
  /// U+FFFD.
  public static byte[] xml(PlistValue value) {
    return new XmlWriter().write(value);
  }

  /// `value` as a binary list.
  public static byte[] binary(PlistValue value) {
    return new BinaryWriter().write(value);
  }

  /// Whether every character of `text` can be written as XML.
  public static boolean isWritable(String text) {
    return text.codePoints().allMatch(XmlText::isCharacter);
  }

  private static boolean isBinary(byte[] bytes) {
    if (bytes.length < BINARY.length) {
      return false;
    }
    for (int i = 0; i < BINARY.length; i++) {
      if (bytes[i] != BINARY[i]) {
        return false;
      }
    }
    return true;
  }
}
