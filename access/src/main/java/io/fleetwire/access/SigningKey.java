package io.fleetwire.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;

/// A P-256 key that signs access tokens, or did: `verifiesUntil` is {@link Instant#MAX} while it
/// does. Immutable.
record SigningKey(
    String kid,
    ECPrivateKey privateKey,
    ECPublicKey publicKey,
    Instant createdAt,
    Instant verifiesUntil) {

  static SigningKey generate(String kid, SecureRandom random, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          kid, (ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic(), now, Instant.MAX);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has P-256", e);
    }
  }

  /// A key from its encoded halves (PKCS #8, SubjectPublicKeyInfo).
  static SigningKey decode(String kid, Encoded halves, Instant createdAt, Instant verifiesUntil) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new SigningKey(
          kid,
          (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(halves.privateKey())),
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(halves.publicKey())),
          createdAt,
          verifiesUntil);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("a stored key is one that we stored", e);
    }
  }

  /// Both halves as they are stored.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(byte[] privateKey, byte[] publicKey) {}

  boolean signs() {
    return verifiesUntil.equals(Instant.MAX);
  }

  /// Without the private key.
  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
