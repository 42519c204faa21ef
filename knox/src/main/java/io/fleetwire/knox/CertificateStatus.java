package io.fleetwire.knox;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// What an operator may see of the keys: their certificates, never themselves. The first one signs;
/// the second one, if there is one, is published and will sign later.
public record CertificateStatus(List<Served> served) {
  public CertificateStatus {
    served = List.copyOf(served);
  }

  /// One certificate: its JOSE `kid`, its subject and its days.
  public record Served(
      String keyId, String subject, Instant signsFrom, Instant notBefore, Instant notAfter) {}

  static CertificateStatus of(List<ServedCertificate> served) {
    return new CertificateStatus(served.stream().map(CertificateStatus::served).toList());
  }

  private static Served served(ServedCertificate entry) {
    X509Certificate certificate = entry.identity().certificate();
    return new Served(
        entry.identity().keyId(),
        certificate.getSubjectX500Principal().getName(),
        entry.signsFrom(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
