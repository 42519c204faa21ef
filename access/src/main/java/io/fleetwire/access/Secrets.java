package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Makes secrets and names that nobody can guess. Thread-safe.
final class Secrets {
  /// 256 bits: out of reach for guessing and for every list of hashes, so that one round of SHA-256
  /// is enough to store it by.
  private static final int SECRET_BYTES = 32;

  /// 128 bits: two of them never meet.
  private static final int ID_BYTES = 16;

  private final SecureRandom random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /// A new secret. Its beginning also keeps it from starting with a dash on a command line.
  Secret next(SecretKind kind) {
    return new Secret(
        kind.prefix()
            + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES)));
  }

  /// A new name, 32 hexadecimal digits.
  String id() {
    return HexFormat.of().formatHex(bytes(ID_BYTES));
  }

  /// A new pair of RSA keys, the smallest that we take: it takes a tenth of a second.
  KeyPair rsaKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RsaKeys.BITS_MIN, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java makes RSA keys", e);
    }
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
