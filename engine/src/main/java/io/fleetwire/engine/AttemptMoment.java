package io.fleetwire.engine;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// What is fresh about an attempt: its number from 1, the time, and a random text that no other
/// attempt has (32 hexadecimal digits).
public record AttemptMoment(int number, Instant at, String nonce) {
  private static final int NONCE_BYTES = 16;

  /// A random text that no other attempt has.
  static String nonce(RandomGenerator random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
