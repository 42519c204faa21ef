package io.fleetwire.pki;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// A certificate of somebody who is trusted, as far as each message of a device asks for it: its
/// SHA-256 in hexadecimal digits, its text, its key, and when it begins and ends. Immutable.
public record KnownCertificate(
    String print, String pem, PublicKey key, Instant from, Instant until) {

  static KnownCertificate of(X509Certificate certificate) {
    return new KnownCertificate(
        Certificates.fingerprint(certificate),
        Certificates.pem(certificate),
        certificate.getPublicKey(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
