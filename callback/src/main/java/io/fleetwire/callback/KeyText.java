package io.fleetwire.callback;

import java.util.Base64;
import java.util.Optional;

/// Reads the base64 in which keys are copied. Pure.
final class KeyText {
  /// The longest key has 64 bytes; what is longer is something else.
  private static final int CHARS_MAX = 128;

  private KeyText() {}

  static Optional<byte[]> decode(String base64) {
    if (base64.length() > CHARS_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
