package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as the formats do: a new object for every signature, the key as the provider's own.
/// Immutable and thread-safe.
final class Signer {
  private static final String RSA = "SHA256withRSA";
  private static final String ED25519 = "Ed25519";
  private static final int RSA_BITS = 2048;

  private final Provider rsaBy;
  private final Provider ed25519By;
  private final Provider hmacBy;
  private final PrivateKey rsaKey;
  private final PrivateKey ed25519Key;
  private final SecretKeySpec secret =
      new SecretKeySpec(
          "0123456789abcdef0123456789abcdef".getBytes(US_ASCII), HmacFormat.ALGORITHM);

  private Signer(Provider rsaBy, Provider ed25519By, Provider hmacBy)
      throws GeneralSecurityException {
    this.rsaBy = rsaBy;
    this.ed25519By = ed25519By;
    this.hmacBy = hmacBy;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(RSA_BITS);
    byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
    this.rsaKey =
        KeyFactory.getInstance("RSA", rsaBy).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    this.ed25519Key = KeyPairGenerator.getInstance(ED25519, "SunEC").generateKeyPair().getPrivate();
  }

  /// By the JDK alone.
  static Signer jdk() {
    return of(provider("SunRsaSign"), provider("SunEC"), provider("SunJCE"));
  }

  /// By the native provider; fails where there is none.
  static Signer natively() {
    Provider provider =
        NativeSigning.find()
            .orElseThrow(
                () -> new IllegalStateException("there is no native signing on this platform"));
    return of(provider, provider, provider);
  }

  private static Signer of(Provider rsaBy, Provider ed25519By, Provider hmacBy) {
    try {
      return new Signer(rsaBy, ed25519By, hmacBy);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a provider lacks what it should have", e);
    }
  }

  private static Provider provider(String name) {
    return Optional.ofNullable(Security.getProvider(name))
        .orElseThrow(() -> new IllegalStateException("this Java has no provider " + name));
  }

  byte[] rsa(byte[] text) throws GeneralSecurityException {
    return sign(Signature.getInstance(RSA, rsaBy), rsaKey, text);
  }

  byte[] ed25519(byte[] text) throws GeneralSecurityException {
    return sign(Signature.getInstance(ED25519, ed25519By), ed25519Key, text);
  }

  byte[] hmac(byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HmacFormat.ALGORITHM, hmacBy);
    mac.init(secret);
    return mac.doFinal(text);
  }

  private static byte[] sign(Signature signature, PrivateKey key, byte[] text)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }
}
