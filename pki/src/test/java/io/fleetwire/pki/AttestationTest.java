package io.fleetwire.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Attestation.Verdict;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AttestationTest {
  private static final Instant NOON = Keys.NOON;
  private static final AttestingAuthority MAKER = AttestingAuthority.create(NOON, Keys.RANDOM);
  private static final Attestation DEVICE =
      new Attestation(Keys.DEVICE.getPublic(), Optional.of("C02TEST"), Optional.of("UDID-1"));

  @Test
  void whatAMakerVouchesForIsBelievedForItsChallenge() {
    byte[] object = MAKER.attest(DEVICE, "token", NOON);
    assertThat(read(MAKER.certificate(), object, "other", "token"))
        .isEqualTo(new Verdict.Attested(DEVICE));
    assertThat(read(MAKER.certificate(), object, "other"))
        .isEqualTo(new Verdict.Refused("the attestation is for another challenge"));
    X509Certificate stranger = AttestingAuthority.create(NOON, Keys.RANDOM).certificate();
    assertThat(read(stranger, object, "token"))
        .as("of the same name, and another key")
        .isInstanceOf(Verdict.Refused.class);
    Instant late = NOON.plus(Duration.ofDays(100));
    assertThat(Attestation.read(object, wanted(MAKER.certificate(), "token"), late))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void whoEnrolledHimselfIsNotNamed() {
    Attestation nameless =
        new Attestation(Keys.DEVICE.getPublic(), Optional.empty(), Optional.empty());
    byte[] object = MAKER.attest(nameless, "token", NOON);
    assertThat(read(MAKER.certificate(), object, "token"))
        .isEqualTo(new Verdict.Attested(nameless));
  }

  /// An issuer's certificate says of no challenge that it is for it.
  @Test
  void aRootDoesNotAttestItself() throws PkiFault {
    Cbor.Value.Fields fields = (Cbor.Value.Fields) Cbor.read(MAKER.attest(DEVICE, "token", NOON));
    assertThat(fields.values()).containsOnlyKeys("fmt", "attStmt");
    byte[] object = chain(MAKER.certificate());
    assertThat(read(MAKER.certificate(), object, "token"))
        .isEqualTo(new Verdict.Refused("the attestation does not say for what it is"));
  }

  @Test
  void aChainHasOneToFourCertificates() {
    X509Certificate root = MAKER.certificate();
    String why = "x5c must be one to 4 certificates";
    assertThat(read(root, chain(), "token")).isEqualTo(new Verdict.Refused(why));
    assertThat(read(root, chain(root, root, root, root, root), "token"))
        .isEqualTo(new Verdict.Refused(why));
  }

  /// An attestation object with these certificates, at most 23.
  private static byte[] chain(X509Certificate... certificates) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("a263666d74656170706c656761747453746d74a163783563"));
    out.write(0x80 | certificates.length);
    for (X509Certificate certificate : certificates) {
      byte[] der = Certificates.der(certificate);
      out.writeBytes(new byte[] {0x59, (byte) (der.length >> 8), (byte) der.length});
      out.writeBytes(der);
    }
    return out.toByteArray();
  }

  /// As it is published; everything that attestations are worth hangs on these bytes.
  @Test
  void appleIsTheRootThatAppleHasPublished() {
    assertThat(Certificates.fingerprint(AttestationRoots.apple()))
        .isEqualTo("ccf59ef8fcb3017d97f8b5fa6fa90e7a3f9283f76b55ac6cf6eda8b8b949f05b");
    assertThat(AttestationRoots.apple().getSubjectX500Principal().getName())
        .isEqualTo("C=US,O=Apple Inc.,CN=Apple Enterprise Attestation Root CA");
  }

  private static Verdict read(X509Certificate root, byte[] object, String... texts) {
    return Attestation.read(object, wanted(root, texts), NOON);
  }

  private static Attestation.Wanted wanted(X509Certificate root, String... texts) {
    return new Attestation.Wanted(TrustedIssuers.of(List.of(root)), List.of(texts));
  }
}
