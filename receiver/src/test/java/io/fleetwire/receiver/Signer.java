package io.fleetwire.receiver;

import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;

/// Signs as a Knox server does, with the JDK alone.
final class Signer {
  private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Encoder PADDED = Base64.getUrlEncoder();

  private final FakeIdentity identity;

  private Signer(FakeIdentity identity) {
    this.identity = identity;
  }

  static Signer create() {
    Instant now = InstantSource.system().instant();
    return new Signer(FakeAuthority.create("Service", now).issueRsa(now, "knox.example"));
  }

  String certificatePem() {
    return identity.certificatePem();
  }

  FakeIdentity identity() {
    return identity;
  }

  String kid() {
    try {
      byte[] der = identity.certificate().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String input(String header, byte[] body, boolean padded) {
    return UNPADDED.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + (padded ? PADDED : UNPADDED).encodeToString(body);
  }

  byte[] signature(String input) {
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initSign(identity.keys().getPrivate());
      rs256.update(input.getBytes(StandardCharsets.US_ASCII));
      return rs256.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// `<header>..<signature>`, signed over the padded or unpadded body.
  String sign(String header, String body, boolean padded) {
    String input = input(header, body.getBytes(StandardCharsets.UTF_8), padded);
    return input.substring(0, input.indexOf('.'))
        + ".."
        + UNPADDED.encodeToString(signature(input));
  }
}
