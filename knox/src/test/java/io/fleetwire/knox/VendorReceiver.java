package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;

/// A receiver that does what the vendor's tutorial describes, step by step, with the JSON library
/// that the vendor's customers have; and beside it one that does what RFC 7515 says.
final class VendorReceiver {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private VendorReceiver() {}

  /// Parses the body into a `HashMap` and writes it again.
  static String rewritten(byte[] body) {
    try {
      return JACKSON.writeValueAsString(JACKSON.readValue(body, HashMap.class));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the vendor's receiver cannot read this", e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The vendor's way: over the rewritten body, with padding.
  static boolean accepts(X509Certificate certificate, String signature, byte[] body) {
    String encoded = Base64.getUrlEncoder().encodeToString(rewritten(body).getBytes(UTF_8));
    return verifies(certificate, signature, encoded);
  }

  /// The standard's way: over the body as it came, without padding (RFC 7515 section 5.2).
  static boolean acceptsByStandard(X509Certificate certificate, String signature, byte[] body) {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(body);
    return verifies(certificate, signature, encoded);
  }

  private static boolean verifies(X509Certificate certificate, String jws, String encodedBody) {
    String[] parts = jws.split("\\.");
    if (parts.length != 3) {
      return false;
    }
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initVerify(certificate.getPublicKey());
      rsa.update((parts[0] + "." + encodedBody).getBytes(UTF_8));
      return rsa.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
