package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The facts that the vendor's published certificate shows.
final class CertificateIssuerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final CertificateIssuer ISSUER =
      new CertificateIssuer(
          CertificateSettings.named("hooks.example.org", "Example, Inc."), new SecureRandom());
  private static final SigningIdentity IDENTITY = ISSUER.issue(NOW);

  @Test
  void certificatesHaveTheVendorsShape() {
    X509Certificate certificate = IDENTITY.certificate();
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSigAlgName()).isEqualToIgnoringCase("SHA256withRSA");
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    assertThat(certificate.getBasicConstraints()).as("not an authority").isEqualTo(-1);
    assertThat(certificate.getCriticalExtensionOIDs()).containsExactly("2.5.29.19");
    assertThat(certificate.getNonCriticalExtensionOIDs()).isEmpty();
    assertThat(certificate.getNotBefore()).isEqualTo("2026-03-04T00:00:00Z");
    assertThat(certificate.getNotAfter()).isEqualTo("2029-03-04T00:00:00Z");
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=hooks.example.org,O=Example\\, Inc.");
    assertThat(certificate.getIssuerX500Principal())
        .isNotEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSerialNumber()).isPositive();
  }

  @Test
  void renewingKeepsTheKeyAndNothingElse() {
    SigningIdentity renewed = ISSUER.renew(IDENTITY, NOW.plus(Duration.ofDays(900)));
    assertThat(renewed.certificate().getPublicKey())
        .isEqualTo(IDENTITY.certificate().getPublicKey());
    assertThat(renewed.key()).isEqualTo(IDENTITY.key());
    assertThat(renewed.keyId()).isNotEqualTo(IDENTITY.keyId());
    assertThat(renewed.certificate().getNotAfter()).isEqualTo("2031-08-20T00:00:00Z");
  }

  @Test
  void opensslReadsThePem(@TempDir Path folder) throws IOException, InterruptedException {
    Files.write(folder.resolve("certificate.pem"), IDENTITY.pem());
    String shown =
        KnoxCallbackFormatTest.run(folder, "openssl x509 -in certificate.pem -noout -text");
    assertThat(shown)
        .contains("sha256WithRSAEncryption", "Public-Key: (2048 bit)")
        .containsPattern("X509v3 Basic Constraints: critical\\s+CA:FALSE");
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(IDENTITY.toString()).isEqualTo("certificate " + IDENTITY.keyId());
  }
}
