package io.fleetwire.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keys and certificates for tests; making them is slow, so they are made once.
final class Keys {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final SecureRandom RANDOM = new SecureRandom();
  static final Authority OURS = Authority.create("Fleetwire Device CA", NOON, RANDOM);
  static final Authority THEIRS = Authority.create("Somebody's CA", NOON, RANDOM);
  static final KeyPair DEVICE = pair(2048);
  static final X509Certificate CERTIFICATE = issue(OURS, NOON, Duration.ofDays(365));

  private Keys() {}

  static X509Certificate issue(Authority authority, Instant now, Duration validity) {
    ScepClient client = new ScepClient(authority.certificate(), RANDOM);
    ScepServer server = new ScepServer(authority, () -> NOON, RANDOM);
    ScepClient.Identity self = client.selfSigned(DEVICE, "CN=device", NOON);
    byte[] message =
        client.request(
            ScepHead.Kind.PKCS_REQ,
            self,
            new CertificateRequest.Wish(DEVICE, "CN=device", Optional.of("secret")),
            NOON);
    ScepServer.Received.Asked asked = (ScepServer.Received.Asked) server.read(message);
    return authority.issue(asked.request(), now, validity, RANDOM);
  }

  static KeyPair pair(int bits) {
    return pair("RSA", bits);
  }

  static KeyPair elliptic() {
    return pair("EC", 256);
  }

  private static KeyPair pair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
