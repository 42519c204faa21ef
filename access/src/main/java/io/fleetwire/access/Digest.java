package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, the form in which secrets of high entropy are stored.
///
/// A slow password hash would add nothing: there is no list of likely secrets to try. Finding a row
/// by its digest is not a leak either: who does not know the secret cannot steer its digest towards
/// a stored one.
final class Digest {
  private Digest() {}

  static byte[] of(Secret secret) {
    return of(secret.reveal());
  }

  static byte[] of(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether `stored` is the digest of `secret`; takes the same time wherever they differ.
  static boolean matches(byte[] stored, Secret secret) {
    return MessageDigest.isEqual(stored, of(secret));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
