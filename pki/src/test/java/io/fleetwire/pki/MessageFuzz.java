package io.fleetwire.pki;

import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Nobody is enrolled or believed by accident: whatever bytes come, a message of SCEP, a signature,
/// a certificate and a request are refused as values.
public final class MessageFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Authority AUTHORITY = Authority.create("Fuzz", NOW, new SecureRandom());
  private static final ScepServer SERVER =
      new ScepServer(AUTHORITY, InstantSource.fixed(NOW), new SecureRandom());
  private static final TrustedIssuers US = TrustedIssuers.of(List.of(AUTHORITY.certificate()));

  private MessageFuzz() {}

  static List<byte[]> seeds() {
    try {
      return List.of(AUTHORITY.certificate().getEncoded(), new byte[] {0x30, 0x00});
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (SERVER.read(input) instanceof ScepServer.Received.Asked) {
      throw new IllegalStateException("was understood, though nobody knew the key");
    }
    if (CmsSignature.verify(input, input, US, NOW) instanceof CmsSignature.Verdict.Signed) {
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
