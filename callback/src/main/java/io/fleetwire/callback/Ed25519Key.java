package io.fleetwire.callback;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A key pair for Ed25519 (RFC 8032). Immutable.
///
/// Its text holds the seed and, behind it, the public key, as most tools write it; the seed alone
/// is read, too.
public final class Ed25519Key implements SigningKey {
  static final String PREFIX = "whsk_";
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final int SEED_BYTES = 32;
  private static final int PAIR_BYTES = 64;

  private final byte[] seed;
  private final byte[] publicKey;
  private final PrivateKey privateKey;

  private Ed25519Key(byte[] seed) {
    this.seed = seed;
    // the JDK makes key pairs, but no public key for a private one that it is given
    this.publicKey = new byte[SEED_BYTES];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    try {
      this.privateKey =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has Ed25519", e);
    }
  }

  static Ed25519Key generate(SecureRandom secrets) {
    byte[] seed = new byte[SEED_BYTES];
    secrets.nextBytes(seed);
    return new Ed25519Key(seed);
  }

  static Ed25519Key of(byte[] seed) {
    Must.hold(seed.length == SEED_BYTES, "a stored seed has 32 bytes");
    return new Ed25519Key(seed.clone());
  }

  static Parsed parse(String base64) {
    Optional<byte[]> bytes = KeyText.decode(base64);
    if (bytes.isEmpty()) {
      return new Unfit("is not base64 behind " + PREFIX);
    }
    int length = bytes.get().length;
    if (length != SEED_BYTES && length != PAIR_BYTES) {
      return new Unfit("has 32 bytes (the seed) or 64 (with the public key), not " + length);
    }
    Ed25519Key key = new Ed25519Key(Arrays.copyOf(bytes.get(), SEED_BYTES));
    boolean fits =
        length == SEED_BYTES
            || Arrays.equals(key.publicKey, 0, SEED_BYTES, bytes.get(), SEED_BYTES, PAIR_BYTES);
    return fits ? new Fit(key) : new Unfit("has a public key that is not its seed's");
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  byte[] publicBytes() {
    return publicKey.clone();
  }

  /// For the table.
  byte[] seed() {
    return seed.clone();
  }

  @Override
  public Scheme scheme() {
    return Scheme.ED25519;
  }

  @Override
  public Secret text() {
    byte[] pair = Arrays.copyOf(seed, PAIR_BYTES);
    System.arraycopy(publicKey, 0, pair, SEED_BYTES, SEED_BYTES);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(pair));
  }

  @Override
  public Secret verifierText() {
    return new Secret(publicText());
  }

  /// The public key, which is no secret.
  String publicText() {
    return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Key that && Arrays.equals(publicKey, that.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    return publicText();
  }
}
