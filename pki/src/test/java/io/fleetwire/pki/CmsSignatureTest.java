package io.fleetwire.pki;

import static io.fleetwire.pki.Keys.CERTIFICATE;
import static io.fleetwire.pki.Keys.DEVICE;
import static io.fleetwire.pki.Keys.NOON;
import static io.fleetwire.pki.Keys.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.CmsSignature.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformationStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CmsSignatureTest {
  private static final TrustedIssuers ISSUERS = TrustedIssuers.of(List.of(OURS.certificate()));
  private static final byte[] BODY = "<plist/>".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SIGNATURE =
      CmsSignature.detached(DEVICE.getPrivate(), CERTIFICATE, BODY, NOON);

  @Test
  void aGoodSignatureNamesItsSigner() {
    assertThat(verify(SIGNATURE, BODY))
        .isEqualTo(new Verdict.Signed(KnownCertificate.of(CERTIFICATE)));
  }

  @Test
  void anEmptyBodyCanBeSigned() {
    byte[] signature = CmsSignature.detached(DEVICE.getPrivate(), CERTIFICATE, new byte[0], NOON);
    assertThat(verify(signature, new byte[0]))
        .isEqualTo(new Verdict.Signed(KnownCertificate.of(CERTIFICATE)));
  }

  @Test
  void anotherBodyIsRefused() {
    assertThat(refused(verify(SIGNATURE, "<plist />".getBytes(StandardCharsets.UTF_8))))
        .contains("cannot be verified");
  }

  @Test
  void anotherAuthorityIsRefused() {
    byte[] signature =
        CmsSignature.detached(
            DEVICE.getPrivate(), Keys.issue(Keys.THEIRS, NOON, Duration.ofDays(365)), BODY, NOON);
    assertThat(refused(verify(signature, BODY))).contains("nobody who is trusted");
  }

  @Test
  void aCertificateThatSignsItselfIsRefused() {
    ScepClient client = new ScepClient(OURS.certificate(), Keys.RANDOM);
    ScepClient.Identity self = client.selfSigned(DEVICE, "CN=device", NOON);
    byte[] signature = CmsSignature.detached(self.key(), self.certificate(), BODY, NOON);
    assertThat(refused(verify(signature, BODY))).contains("nobody who is trusted");
  }

  @Test
  void twoSignersAreRefused() throws Exception {
    CMSSignedData one = new CMSSignedData(SIGNATURE);
    byte[] other =
        CmsSignature.detached(DEVICE.getPrivate(), CERTIFICATE, BODY, NOON.plusSeconds(1));
    SignerInformationStore both =
        new SignerInformationStore(
            List.of(
                one.getSignerInfos().getSigners().iterator().next(),
                new CMSSignedData(other).getSignerInfos().getSigners().iterator().next()));
    byte[] signature = CMSSignedData.replaceSigners(one, both).getEncoded();
    assertThat(refused(verify(signature, BODY))).contains("2 signers");
  }

  @Test
  void aContentOfItsOwnIsRefused() {
    byte[] around = CmsSignature.around(OURS, BODY, NOON);
    assertThat(refused(verify(around, BODY))).contains("its own content");
  }

  @Test
  void aSlowClockIsForgivenForFiveMinutes() {
    assertThat(verify(signedAt(NOON.minus(Duration.ofMinutes(4))), BODY))
        .isInstanceOf(Verdict.Signed.class);
    assertThat(refused(verify(signedAt(NOON.minus(Duration.ofMinutes(6))), BODY)))
        .contains("not valid");
  }

  @Test
  void aCertificateMayBeLateForAMonth() {
    Instant end = CERTIFICATE.getNotAfter().toInstant();
    assertThat(
            CmsSignature.verify(
                signedAt(end.plus(Duration.ofDays(29))),
                BODY,
                ISSUERS,
                end.plus(Duration.ofDays(29))))
        .isInstanceOf(Verdict.Signed.class);
    assertThat(
            refused(CmsSignature.verify(SIGNATURE, BODY, ISSUERS, end.plus(Duration.ofDays(31)))))
        .contains("ended");
    assertThat(
            refused(CmsSignature.verify(SIGNATURE, BODY, ISSUERS, NOON.minus(Duration.ofHours(1)))))
        .contains("not valid yet");
  }

  @Test
  void tooMuchIsRefusedBeforeItIsParsed() {
    assertThat(refused(verify(new byte[CmsSignature.BYTES_MAX + 1], BODY))).contains("longer");
  }

  @Test
  void deepNestingIsRefused() {
    byte[] nested = new byte[CmsSignature.BYTES_MAX];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    assertThat(refused(verify(nested, BODY))).contains("none of CMS");
  }

  @Test
  void brokenSignaturesAreRefused() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      byte[] broken = SIGNATURE.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      Verdict verdict = verify(broken, BODY);
      // What is not signed may change without harm, but never who signed.
      if (verdict instanceof Verdict.Signed(var signer)) {
        assertThat(signer).isEqualTo(KnownCertificate.of(CERTIFICATE));
      }
    }
    assertThat(verify(Arrays.copyOf(SIGNATURE, SIGNATURE.length / 2), BODY))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void openSslSignsWhatWeAcceptAndVerifiesWhatWeSign(@TempDir Path folder) throws IOException {
    // OpenSSL signs at its own time, so this certificate is valid at any.
    Instant longAgo = Instant.parse("2021-01-01T00:00:00Z");
    Authority old = Authority.create("Old CA", longAgo, Keys.RANDOM);
    X509Certificate lasting = Keys.issue(old, longAgo, Duration.ofDays(7_000));
    TrustedIssuers issuers = TrustedIssuers.of(List.of(old.certificate()));
    Path key = folder.resolve("key.pem");
    Files.writeString(key, pem("PRIVATE KEY", DEVICE.getPrivate().getEncoded()));
    Path certificate = folder.resolve("certificate.pem");
    Files.writeString(certificate, Certificates.pem(lasting));
    Path authority = folder.resolve("authority.pem");
    Files.writeString(authority, Certificates.pem(old.certificate()));
    Path body = Files.write(folder.resolve("body"), BODY);
    Path signature = folder.resolve("signature");
    openssl(
        "cms",
        "-sign",
        "-binary",
        "-in",
        body.toString(),
        "-signer",
        certificate.toString(),
        "-inkey",
        key.toString(),
        "-outform",
        "DER",
        "-md",
        "sha256",
        "-out",
        signature.toString());
    byte[] theirs = Files.readAllBytes(signature);
    assertThat(CmsSignature.verify(theirs, BODY, issuers, NOON))
        .isEqualTo(new Verdict.Signed(KnownCertificate.of(lasting)));
    byte[] tampered = BODY.clone();
    tampered[1] ^= 1;
    assertThat(CmsSignature.verify(theirs, tampered, issuers, NOON))
        .isInstanceOf(Verdict.Refused.class);
    Files.write(signature, CmsSignature.detached(DEVICE.getPrivate(), lasting, BODY, NOON));
    openssl(
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        signature.toString(),
        "-content",
        body.toString(),
        "-CAfile",
        authority.toString(),
        "-purpose",
        "any",
        "-no_check_time",
        "-out",
        folder.resolve("out").toString());
    assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(BODY);
  }

  private static byte[] signedAt(Instant at) {
    return CmsSignature.detached(DEVICE.getPrivate(), CERTIFICATE, BODY, at);
  }

  private static Verdict verify(byte[] signature, byte[] body) {
    return CmsSignature.verify(signature, body, ISSUERS, NOON);
  }

  private static String refused(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).reason();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
  }

  private static void openssl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    assertThat(process.exitValue()).as(said).isZero();
  }
}
