package io.fleetwire.apple;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The uuids of synchronization commands, which the server makes because the backend's `DdmSync`
/// has none. One follows from the channel and the token, so that an acknowledgement is recognized,
/// also after a restart, and a repetition is noticed.
final class DdmCommand {
  /// Devices take any text for a uuid.
  static final String PREFIX = "ddm-";

  private DdmCommand() {}

  static String uuid(String channelId, String serverToken) {
    return PREFIX + digest(channelId + '\n' + serverToken).substring(0, 32);
  }

  static boolean isOne(String uuid) {
    return uuid.startsWith(PREFIX);
  }

  /// SHA-256 in hexadecimal digits.
  static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
