package io.fleetwire.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;

/// The root of the attestations that Apple gives devices which are managed: "Apple Enterprise
/// Attestation Root CA", as published at https://www.apple.com/certificateauthority/private/.
public final class AttestationRoots {
  private static final String FILE = "apple-enterprise-attestation-root.pem";

  private AttestationRoots() {}

  public static X509Certificate apple() {
    try (InputStream in =
        Objects.requireNonNull(AttestationRoots.class.getResourceAsStream(FILE), FILE)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException("the file is part of this program", e);
    }
  }
}
