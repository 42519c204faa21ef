package io.fleetwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.testkit.FakeAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnoxVerifierTest {
  private static final Signer SIGNER = Signer.create();
  private static final Signer STRANGER = Signer.create();

  /// What the sample writes as it came; filled up to a chosen length.
  private static final String BODY =
      "{\"payload\":{\"note\":\"%s\"},\"event\":\"KDMS_DEVICE_UPLOAD\",\"subscriptionId\":\"6\"}";

  private static final String HEADER =
      "{\"alg\":\"RS256\",\"kid\":\"%s\",\"iat\":1795300000,\"nonce\":\"n1\",\"jti\":\"dlv_1\","
              .formatted(SIGNER.kid())
          + "\"sub\":\"636c1a692d0f427ee1f07470\"}";

  private final KnoxVerifier verifier = KnoxVerifier.of(SIGNER.certificatePem());
  private final KnoxVerifier rfc = verifier.only(SigningInput.RFC_7515);
  private final KnoxVerifier padded = verifier.only(SigningInput.PADDED);
  private final KnoxVerifier sample = verifier.only(SigningInput.VENDOR_SAMPLE);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(int remainder) {
    String note = "";
    while (bytes(BODY.formatted(note)).length % 3 != remainder) {
      note += "x";
    }
    return BODY.formatted(note);
  }

  private static boolean isValid(KnoxVerdict verdict) {
    return verdict instanceof KnoxVerdict.Valid;
  }

  @ParameterizedTest
  @CsvSource({
    // remainder of the length by 3, signed over padding, RFC 7515, padded and sample
    "0, true, true, true",
    "0, false, true, true",
    "1, true, false, true",
    "1, false, true, false",
    "2, true, false, true",
    "2, false, true, false"
  })
  void theWaysAgreeWhereThereIsNothingToPad(
      int remainder, boolean signedPadded, boolean byRfc, boolean byPadding) {
    String body = body(remainder);
    String signature = SIGNER.sign(HEADER, body, signedPadded);
    assertThat(isValid(rfc.verify(signature, bytes(body)))).isEqualTo(byRfc);
    assertThat(isValid(padded.verify(signature, bytes(body)))).isEqualTo(byPadding);
    assertThat(isValid(sample.verify(signature, bytes(body)))).isEqualTo(byPadding);
    assertThat(isValid(verifier.verify(signature, bytes(body)))).isTrue();
  }

  @Test
  void readsTheSignedHeader() {
    String body = body(0);
    KnoxVerdict verdict = verifier.verify(SIGNER.sign(HEADER, body, false), bytes(body));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            KnoxVerdict.Valid.class,
            valid -> {
              assertThat(valid.way()).isEqualTo(SigningInput.RFC_7515);
              KnoxSignatureHeader header = valid.header();
              assertThat(header.kid()).contains(SIGNER.kid());
              assertThat(header.issuedAt()).contains(Instant.ofEpochSecond(1795300000));
              assertThat(header.nonce()).contains("n1");
              assertThat(header.deliveryId()).contains("dlv_1");
              assertThat(header.subject()).contains("636c1a692d0f427ee1f07470");
              assertThat(header.certificateThumbprint()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"payload\":{\"a\":1},\"event\":\"E\",\"subscriptionId\":\"6\"}",
        "{\"payload\":{\"b\":1,\"a\":[1,null,true,\"é\\\"\\\\/\\n"
            + "\\u001F\"]},\"subscriptionId\":\"6\"}",
        "{}"
      })
  void theSampleTakesWhatItWouldWriteItself(String body) {
    assertThat(isValid(sample.verify(SIGNER.sign(HEADER, body, true), bytes(body)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subscriptionId\":\"6\",\"event\":\"E\",\"payload\":{}}",
        "{\"payload\": {}}",
        "{\"payload\":\"\\u00e9\"}",
        "{\"payload\":\"a\\/b\"}",
        "{\"payload\":\"\\u001f\"}",
        "{\"payload\":10000000.0}"
      })
  void theSampleRefusesWhatItWouldWriteInAnotherWay(String body) {
    String signature = SIGNER.sign(HEADER, body, true);
    assertThat(sample.verify(signature, bytes(body))).isEqualTo(new KnoxVerdict.BadSignature());
    assertThat(isValid(padded.verify(signature, bytes(body)))).isTrue();
  }

  @Test
  void provesTheBytesByDefault() {
    String signed = "{\"payload\":{},\"event\":\"E\",\"subscriptionId\":\"6\"}";
    String rewritten = "{ \"payload\":{},\"event\":\"E\",\"subscriptionId\":\"6\"}";
    String signature = SIGNER.sign(HEADER, signed, true);
    assertThat(isValid(sample.verify(signature, bytes(rewritten)))).isTrue();
    assertThat(verifier.verify(signature, bytes(rewritten)))
        .isEqualTo(new KnoxVerdict.BadSignature());
  }

  @Test
  void refusesAChangedBodyHeaderOrSignature() {
    String body = body(0);
    String signature = SIGNER.sign(HEADER, body, false);
    assertThat(verifier.verify(signature, bytes(body.replace("KDMS", "KDMT"))))
        .isEqualTo(new KnoxVerdict.BadSignature());
    String otherHeader = SIGNER.sign(HEADER.replace("n1", "n2"), body, false);
    String mixed =
        otherHeader.substring(0, otherHeader.indexOf('.'))
            + signature.substring(signature.indexOf('.'));
    assertThat(verifier.verify(mixed, bytes(body))).isEqualTo(new KnoxVerdict.BadSignature());
    assertThat(verifier.verify(signature.substring(0, signature.length() - 8), bytes(body)))
        .isEqualTo(new KnoxVerdict.BadSignature());
  }

  @Test
  void namesTheKeyThatItDoesNotHave() {
    String body = body(0);
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + STRANGER.kid() + "\"}";
    assertThat(verifier.verify(STRANGER.sign(header, body, false), bytes(body)))
        .isEqualTo(new KnoxVerdict.WrongKey(STRANGER.kid()));
    // a stranger who claims to be us is a forger
    assertThat(verifier.verify(STRANGER.sign(HEADER, body, false), bytes(body)))
        .isEqualTo(new KnoxVerdict.BadSignature());
    // the same key under a new certificate's name is fine
    assertThat(isValid(verifier.verify(SIGNER.sign(header, body, false), bytes(body)))).isTrue();
  }

  @Test
  void doesNotTrustTheMiddlePart() {
    String body = body(0);
    String filled = SIGNER.sign(HEADER, body, false).replace("..", ".e30.");
    assertThat(isValid(verifier.verify(filled, bytes(body)))).isTrue();
    assertThat(verifier.verify(filled, bytes("{}"))).isEqualTo(new KnoxVerdict.BadSignature());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | not three parts",
        "a.b               | not three parts",
        "a.b.c.d           | not three parts",
        "..                | not JSON",
        "e30..             | alg is not RS256",
        "!..e30            | the header is not base64url",
        "eyJhbGciOiJub25lIn0..  | alg is not RS256",
        "eyJhbGciOiJIUzI1NiJ9.. | alg is not RS256",
        "eyJhbGciOiJSUzI1NiJ9..! | the signature is not base64url",
        "eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiYiJdfQ..e30 | critical extensions",
        "W10..e30          | not a JSON object",
        "eyJhIjoxLCJhIjoyfQ..e30 | a name that is there twice"
      })
  void saysWhatIsMalformed(String header, String reason) {
    assertThat(verifier.verify(header, bytes("{}")))
        .isInstanceOfSatisfying(
            KnoxVerdict.Malformed.class, it -> assertThat(it.reason()).contains(reason));
  }

  @Test
  void refusesWhatIsTooLongToBeASignature() {
    assertThat(verifier.verify("x".repeat(100_000), bytes("{}")))
        .isInstanceOf(KnoxVerdict.Malformed.class);
  }

  @Test
  void theSampleCannotReadWhatIsNotAnObject() {
    String signature = SIGNER.sign(HEADER, "[1]", true);
    assertThat(sample.verify(signature, bytes("[1]")))
        .isEqualTo(new KnoxVerdict.Malformed("the body is not a JSON object"));
    assertThat(isValid(verifier.verify(signature, bytes("[1]")))).isTrue();
  }

  @Test
  void recognisesAReplay() {
    Instant now = Instant.ofEpochSecond(1795300000);
    NonceMemory memory = new NonceMemory(10, Duration.ofMinutes(5), () -> now);
    KnoxVerifier strict = verifier.remembering(memory);
    String body = body(0);
    String signature = SIGNER.sign(HEADER, body, false);
    assertThat(isValid(strict.verify(signature, bytes(body)))).isTrue();
    assertThat(strict.verify(signature, bytes(body))).isInstanceOf(KnoxVerdict.Replay.class);

    String next = SIGNER.sign(HEADER.replace("n1", "n2"), body, false);
    assertThat(isValid(strict.verify(next, bytes(body)))).isTrue();
    String bare = SIGNER.sign("{\"alg\":\"RS256\"}", body, false);
    assertThat(strict.verify(bare, bytes(body))).isInstanceOf(KnoxVerdict.Replay.class);
  }

  @Test
  void aForgedCallbackLeavesNoTraceInTheMemory() {
    Instant now = Instant.ofEpochSecond(1795300000);
    KnoxVerifier strict =
        verifier.remembering(new NonceMemory(10, Duration.ofMinutes(5), () -> now));
    String body = body(0);
    assertThat(isValid(strict.verify(STRANGER.sign(HEADER, body, false), bytes(body)))).isFalse();
    assertThat(isValid(strict.verify(SIGNER.sign(HEADER, body, false), bytes(body)))).isTrue();
  }

  @Test
  void takesOnlyRsaCertificates() {
    Instant now = InstantSource.system().instant();
    String elliptic = FakeAuthority.create("EC", now).certificatePem();
    assertThatThrownBy(() -> KnoxVerifier.of(elliptic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no RSA key");
    assertThatThrownBy(() -> KnoxVerifier.of("gibberish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a certificate");
    assertThat(verifier.expiresAt()).isAfter(now);
  }

  /// A second opinion from a peer that shares no code with us. Where there is no `openssl`, the
  /// test says so in its report.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void opensslAgrees(int remainder, @TempDir Path folder, TestReporter reporter)
      throws IOException, InterruptedException {
    String body = body(remainder);
    String input = Signer.input(HEADER, bytes(body), true);
    byte[] signature = SIGNER.signature(input);
    Path pem = Files.writeString(folder.resolve("certificate.pem"), SIGNER.certificatePem());
    Path key = folder.resolve("key.pem");
    Path text = Files.writeString(folder.resolve("input"), input);
    Path binary = Files.write(folder.resolve("signature"), signature);
    try {
      run("openssl", "version");
    } catch (IOException e) {
      reporter.publishEntry("not compared", "no openssl on this machine: " + e.getMessage());
      return;
    }
    assertThat(run("openssl", "x509", "-in", "" + pem, "-pubkey", "-noout", "-out", "" + key))
        .isEmpty();
    assertThat(
            run(
                "openssl",
                "dgst",
                "-sha256",
                "-verify",
                "" + key,
                "-signature",
                "" + binary,
                "" + text))
        .contains("Verified OK");
    assertThat(isValid(padded.verify(SIGNER.sign(HEADER, body, true), bytes(body)))).isTrue();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
