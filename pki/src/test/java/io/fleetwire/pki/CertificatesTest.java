package io.fleetwire.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CertificatesTest {
  private static final byte[] DER = Certificates.der(Keys.CERTIFICATE);

  @Test
  void aCertificateIsReadFromDerAlone() {
    assertThat(Certificates.parse(DER)).contains(Keys.CERTIFICATE);
    byte[] pem = Certificates.pem(Keys.CERTIFICATE).getBytes(StandardCharsets.UTF_8);
    assertThat(Certificates.parse(pem)).isEmpty();
    assertThat(Certificates.parse(new byte[0])).isEmpty();
    assertThat(Certificates.parse(new byte[Certificates.BYTES_MAX + 1])).isEmpty();
  }

  @Test
  void nothingMayFollow() {
    assertThat(Certificates.parse(Arrays.copyOf(DER, DER.length + 1))).isEmpty();
    assertThat(Certificates.parse(Arrays.copyOf(DER, DER.length - 1))).isEmpty();
  }

  @Test
  void theFingerprintIsTheHashOfTheBytes() {
    assertThat(Certificates.fingerprint(Keys.CERTIFICATE))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(Certificates.fingerprint(Keys.OURS.certificate()));
  }
}
