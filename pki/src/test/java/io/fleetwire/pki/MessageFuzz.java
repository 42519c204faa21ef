package io.fleetwire.pki;

import io.fleetwire.pki.CertificateRequest.Wish;
import io.fleetwire.pki.ScepClient.Identity;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Nobody is enrolled or believed by accident: whatever bytes come, a message of SCEP, a signature,
/// a certificate and a request are refused as values.
public final class MessageFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Authority AUTHORITY = Authority.create("Fuzz", NOW, new SecureRandom());
  private static final ScepServer SERVER =
      new ScepServer(AUTHORITY, InstantSource.fixed(NOW), new SecureRandom());
  private static final TrustedIssuers US = TrustedIssuers.of(List.of(AUTHORITY.certificate()));

  private static final byte[] NOTHING = new byte[0];

  private MessageFuzz() {}

  /// Whole messages of everything that devices send, for an authority that the target is not: what
  /// is behind the first brackets is reached, and nothing of it may be believed.
  static List<byte[]> seeds() {
    try {
      Identity self = new Identity(Keys.DEVICE.getPrivate(), Keys.CERTIFICATE);
      Wish wish = new Wish(Keys.DEVICE, "CN=device", Optional.of("one-time"));
      ScepClient client = new ScepClient(Keys.OURS.certificate(), Keys.RANDOM);
      return List.of(
          Keys.CERTIFICATE.getEncoded(),
          new byte[] {0x30, 0x00},
          client.request(ScepHead.Kind.PKCS_REQ, self, wish, Keys.NOON),
          client.request(ScepHead.Kind.RENEWAL_REQ, self, wish, Keys.NOON),
          CmsSignature.detached(Keys.DEVICE.getPrivate(), Keys.CERTIFICATE, new byte[0], Keys.NOON),
          request());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /// A request for a certificate as it lies inside of a message, where only its receiver sees it.
  private static byte[] request() {
    return CertificateRequest.write(new Wish(Keys.DEVICE, "CN=device", Optional.of("one-time")));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (SERVER.read(input) instanceof ScepServer.Received.Asked) {
      throw new IllegalStateException("was understood, though nobody knew the key");
    }
    // The body of a request for a file is empty.
    if (CmsSignature.verify(input, NOTHING, US, NOW) instanceof CmsSignature.Verdict.Signed) {
      throw new IllegalStateException("was believed, though none of ours has signed it");
    }
    Certificates.parse(input);
    try {
      CertificateRequest.parse(input);
    } catch (PkiFault _) {
      // It is no request.
    }
  }
}
