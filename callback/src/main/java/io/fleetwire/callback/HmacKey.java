package io.fleetwire.callback;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// A shared secret for HMAC-SHA256. Immutable.
public final class HmacKey implements SigningKey {
  static final String PREFIX = "whsec_";
  static final String ALGORITHM = "HmacSHA256";

  /// The bounds of Standard Webhooks 1.0, "Signature scheme".
  private static final int BYTES_MIN = 24;

  private static final int BYTES_MAX = 64;

  /// As long as the hash: more adds nothing.
  private static final int NEW_BYTES = 32;

  private final byte[] bytes;
  private final SecretKeySpec key;

  private HmacKey(byte[] bytes) {
    this.bytes = bytes;
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  static HmacKey generate(SecureRandom secrets) {
    byte[] bytes = new byte[NEW_BYTES];
    secrets.nextBytes(bytes);
    return new HmacKey(bytes);
  }

  static HmacKey of(byte[] bytes) {
    Must.hold(isLong(bytes), "a stored secret has 24 to 64 bytes");
    return new HmacKey(bytes.clone());
  }

  static Parsed parse(String base64) {
    Optional<byte[]> bytes = KeyText.decode(base64);
    if (bytes.isEmpty()) {
      return new Unfit("is not base64 behind " + PREFIX);
    }
    return isLong(bytes.get())
        ? new Fit(new HmacKey(bytes.get()))
        : new Unfit("has 24 to 64 bytes, not " + bytes.get().length);
  }

  private static boolean isLong(byte[] bytes) {
    return bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX;
  }

  SecretKeySpec key() {
    return key;
  }

  /// For the table.
  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public Scheme scheme() {
    return Scheme.HMAC;
  }

  @Override
  public Secret text() {
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  @Override
  public Secret verifierText() {
    return text();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HmacKey that && text().equals(that.text());
  }

  /// The same for all: a hash of the secret would tell something about it.
  @Override
  public int hashCode() {
    return PREFIX.hashCode();
  }

  @Override
  public String toString() {
    return PREFIX + "******";
  }
}
