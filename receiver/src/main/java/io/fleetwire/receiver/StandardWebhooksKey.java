package io.fleetwire.receiver;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key by which a receiver verifies. Immutable; never prints itself.
sealed interface StandardWebhooksKey {
  String SECRET_PREFIX = "whsec_";
  String PUBLIC_PREFIX = "whpk_";

  /// The name of its signatures: what stands before the comma.
  String version();

  /// Whether `signature` is one of this key over what `start` and `body` are together.
  boolean fits(byte[] start, byte[] body, byte[] signature);

  /// Reads `whsec_` or `whpk_` and base64. Throws {@link IllegalArgumentException} for others.
  static StandardWebhooksKey parse(String text) {
    if (text.startsWith(SECRET_PREFIX)) {
      byte[] secret = Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length()));
      return new Shared(new SecretKeySpec(secret, "HmacSHA256"));
    }
    if (text.startsWith(PUBLIC_PREFIX)) {
      return new Public(
          publicKey(Base64.getDecoder().decode(text.substring(PUBLIC_PREFIX.length()))));
    }
    throw new IllegalArgumentException("a key begins with whsec_ or whpk_");
  }

  /// RFC 8410 section 4: what stands before the 32 bytes of a public key.
  private static PublicKey publicKey(byte[] raw) {
    if (raw.length != 32) {
      throw new IllegalArgumentException("a public key has 32 bytes behind whpk_");
    }
    byte[] start = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};
    byte[] der = new byte[start.length + raw.length];
    System.arraycopy(start, 0, der, 0, start.length);
    System.arraycopy(raw, 0, der, start.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of Ed25519", e);
    }
  }

  /// HMAC-SHA256.
  record Shared(SecretKeySpec secret) implements StandardWebhooksKey {
    @Override
    public String version() {
      return "v1";
    }

    @Override
    public boolean fits(byte[] start, byte[] body, byte[] signature) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        mac.update(start);
        return MessageDigest.isEqual(mac.doFinal(body), signature);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has HMAC-SHA256", e);
      }
    }

    @Override
    public String toString() {
      return SECRET_PREFIX + "******";
    }
  }

  /// Ed25519.
  record Public(PublicKey key) implements StandardWebhooksKey {
    @Override
    public String version() {
      return "v1a";
    }

    @Override
    public boolean fits(byte[] start, byte[] body, byte[] signature) {
      try {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(key);
        ed25519.update(start);
        ed25519.update(body);
        return ed25519.verify(signature);
      } catch (SignatureException _) {
        // of another length, or not a point
        return false;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has Ed25519", e);
      }
    }
  }
}
