package io.fleetwire.server;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import tools.jackson.databind.json.JsonMapper;

/// What receivers do that were written after the vendor's tutorial, and what those do that use a
/// library for RFC 7515. Both are written here from their descriptions, with the JDK and Jackson
/// alone, so that nothing of ours vouches for itself.
final class TrialVendorSample {
  private static final JsonMapper JSON = new JsonMapper();

  private TrialVendorSample() {}

  /// What a receiver has before it verifies when it reads a body as the vendor's sample does.
  static byte[] parsedAndWrittenAgain(byte[] body) {
    return JSON.writeValueAsBytes(JSON.readValue(body, HashMap.class));
  }

  /// The four steps of the vendor's page, with the encoder that its sample takes, which pads.
  static boolean verifies(String certificatePem, TrialCallback callback) {
    byte[] again = parsedAndWrittenAgain(callback.body());
    return verifies(certificatePem, callback, Base64.getUrlEncoder().encodeToString(again));
  }

  /// RFC 7515 section 5.2 with a detached payload (appendix F): Base64url without padding.
  static boolean verifiesByTheRfc(String certificatePem, TrialCallback callback) {
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(callback.body());
    return verifies(certificatePem, callback, payload);
  }

  private static boolean verifies(String pem, TrialCallback callback, String payload) {
    String[] parts = callback.signature().split("\\.");
    if (parts.length != 3) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key(pem));
      signature.update((parts[0] + "." + payload).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the certificate cannot be used", e);
    }
  }

  private static PublicKey key(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .getPublicKey();
  }
}
