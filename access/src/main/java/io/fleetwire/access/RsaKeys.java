package io.fleetwire.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// Reads RSA public keys from strangers, and writes our own.
final class RsaKeys {
  /// A key of the greatest size is 1,500 letters in PEM.
  private static final int TEXT_LENGTH_MAX = 4096;

  static final int BITS_MIN = 2048;

  /// Verifying with a larger key costs more than it protects.
  private static final int BITS_MAX = 8192;

  private RsaKeys() {}

  /// Reads a SubjectPublicKeyInfo in base64, with or without the lines that PEM puts around it.
  /// Empty when it is none, or has less than 2048 or more than 8192 bits.
  static Optional<RSAPublicKey> parse(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return Optional.empty();
    }
    String base64 =
        text.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", "");
    try {
      return decode(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The lines of RFC 7468 around `encoded`.
  static String pem(String label, byte[] encoded) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  static Optional<RSAPublicKey> decode(byte[] encoded) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded))
                  instanceof RSAPublicKey key
              && key.getModulus().bitLength() >= BITS_MIN
              && key.getModulus().bitLength() <= BITS_MAX
          ? Optional.of(key)
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
