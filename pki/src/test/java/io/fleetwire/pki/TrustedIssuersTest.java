package io.fleetwire.pki;

import static io.fleetwire.pki.Keys.CERTIFICATE;
import static io.fleetwire.pki.Keys.NOON;
import static io.fleetwire.pki.Keys.OURS;
import static io.fleetwire.pki.Keys.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.TrustedIssuers.Judgement;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Test;

final class TrustedIssuersTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Party ROOT = new Party("CN=root", Keys.pair(2048));
  private static final Party MIDDLE = new Party("CN=middle", Keys.pair(2048));
  private static final Party DEVICE = new Party("CN=device", Keys.DEVICE);

  private record Party(String name, KeyPair key) {}

  @Test
  void whoWasBelievedIsRefusedAsSoonAsItsIssuerHasEnded() throws Exception {
    X509Certificate root = issued(ROOT, ROOT, MONTH.multipliedBy(12));
    X509Certificate middle = issued(ROOT, MIDDLE, MONTH);
    X509Certificate device = issued(MIDDLE, DEVICE, MONTH.multipliedBy(6));
    TrustedIssuers issuers = TrustedIssuers.of(List.of(root));
    for (int i = 0; i < 2; i++) {
      assertThat(issuers.refuses(device, List.of(middle), NOON)).isEmpty();
      assertThat(issuers.refuses(device, List.of(middle), NOON.plus(MONTH.multipliedBy(2))))
          .hasValueSatisfying(reason -> assertThat(reason).contains("nobody who is trusted"));
    }
  }

  @Test
  void whoWasRefusedIsBelievedWithTheIssuerThatWasMissing() throws Exception {
    X509Certificate root = issued(ROOT, ROOT, MONTH);
    X509Certificate middle = issued(ROOT, MIDDLE, MONTH);
    X509Certificate device = issued(MIDDLE, DEVICE, MONTH);
    TrustedIssuers issuers = TrustedIssuers.of(List.of(root));
    assertThat(issuers.refuses(device, List.of(), NOON)).isPresent();
    assertThat(issuers.refuses(device, List.of(middle), NOON)).isEmpty();
  }

  @Test
  void whoIsRememberedIsReadNoSecondTime() {
    TrustedIssuers issuers = TrustedIssuers.of(List.of(OURS.certificate()));
    byte[] der = Certificates.der(CERTIFICATE);
    Judgement first = issuers.judge(der, List::of, NOON);
    assertThat(first).isEqualTo(new Judgement.Believed(KnownCertificate.of(CERTIFICATE)));
    Judgement second =
        issuers.judge(
            der,
            () -> {
              throw new AssertionError("nobody else is asked for");
            },
            NOON);
    assertThat(second).isEqualTo(first);
    Instant end = CERTIFICATE.getNotAfter().toInstant();
    assertThat(issuers.judge(der, List::of, end.plus(MONTH).plusSeconds(1)))
        .as("remembered, and too late all the same")
        .isInstanceOf(Judgement.Refused.class);
    assertThat(issuers.judge(new byte[] {0x30, 0}, List::of, NOON))
        .isInstanceOf(Judgement.Refused.class);
  }

  @Test
  void othersDoNotBelieveWhomOneBelieves() {
    assertThat(TrustedIssuers.of(List.of(OURS.certificate())).refuses(CERTIFICATE, List.of(), NOON))
        .isEmpty();
    assertThat(
            TrustedIssuers.of(List.of(THEIRS.certificate())).refuses(CERTIFICATE, List.of(), NOON))
        .isPresent();
  }

  private static X509Certificate issued(Party issuer, Party subject, Duration validity)
      throws IOException {
    Instant from = NOON.minus(Duration.ofDays(1));
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name(issuer.name()),
            BigInteger.valueOf(subject.name().hashCode()).abs(),
            Date.from(from),
            Date.from(NOON.plus(validity)),
            new X500Name(subject.name()),
            SubjectPublicKeyInfo.getInstance(subject.key().getPublic().getEncoded()));
    boolean issues = !subject.equals(DEVICE);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issues));
    return Authority.signed(builder, issuer.key().getPrivate());
  }
}
