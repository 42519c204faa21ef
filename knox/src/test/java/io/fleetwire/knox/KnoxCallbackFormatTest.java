package io.fleetwire.knox;

import static io.fleetwire.knox.CallbackSamples.endpoint;
import static io.fleetwire.knox.CallbackSamples.identity;
import static io.fleetwire.knox.CallbackSamples.moment;
import static io.fleetwire.knox.CallbackSamples.ready;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.engine.OutboundRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KnoxCallbackFormatTest {
  private static final X509Certificate CERTIFICATE = identity().certificate();

  @ParameterizedTest
  @CsvSource({
    // mode, letters of padding that the body would need, the vendor's sample, RFC 7515
    "PADDED,  0, true,  true",
    "PADDED,  1, true,  false",
    "PADDED,  2, true,  false",
    "RFC7515, 0, true,  true",
    "RFC7515, 1, false, true",
    "RFC7515, 2, false, true"
  })
  void modesVerifyAsTheContractsMatrixSays(
      SignatureEncoding mode, int missing, boolean vendor, boolean standard) {
    for (String payload : payloads()) {
      OutboundRequest sent = compose(mode, payload);
      if ((3 - sent.body().size() % 3) % 3 == missing) {
        assertThat(vendorAccepts(sent)).as("vendor: %s", payload).isEqualTo(vendor);
        assertThat(standardAccepts(sent)).as("standard: %s", payload).isEqualTo(standard);
      }
    }
  }

  @Test
  void alignedVerifiesEverywhere() {
    for (String payload : payloads()) {
      OutboundRequest sent = compose(SignatureEncoding.ALIGNED, payload);
      assertThat(sent.body().size() % 3).isZero();
      assertThat(vendorAccepts(sent)).as("vendor: %s", payload).isTrue();
      assertThat(standardAccepts(sent)).as("standard: %s", payload).isTrue();
    }
  }

  @Test
  void alignedVerifiesForRandomPayloads() {
    RandomJson json = new RandomJson(new SplittableRandom(7));
    for (int i = 0; i < 500; i++) {
      OutboundRequest sent = compose(SignatureEncoding.ALIGNED, normalised(json.object()));
      assertThat(vendorAccepts(sent)).isTrue();
      assertThat(standardAccepts(sent)).isTrue();
    }
  }

  @Test
  void aBodyOfAMegabyteVerifiesEverywhere() {
    String device = "{\"imei\":\"350000000000001\",\"serialNumber\":null,\"name\":\"Büro 日本 😀\"}";
    String payload = "{\"devices\":[" + (device + ",").repeat(15_000) + device + "]}";
    OutboundRequest sent = compose(SignatureEncoding.ALIGNED, payload);
    assertThat(sent.body().size()).isGreaterThan(1_000_000);
    assertThat(vendorAccepts(sent)).isTrue();
    assertThat(standardAccepts(sent)).isTrue();
  }

  @Test
  void aChangedByteIsNoticed() {
    OutboundRequest sent = compose(SignatureEncoding.ALIGNED, "{\"a\":1}");
    byte[] changed = sent.body().bytes().clone();
    changed[changed.length - 3] ^= 1;
    assertThat(VendorReceiver.accepts(CERTIFICATE, header(sent, "X-WSM-SIGNATURE"), changed))
        .isFalse();
  }

  @Test
  void plainBodiesHaveTheEnvelopeAndNothingElse() {
    OutboundRequest sent = compose(SignatureEncoding.PADDED, "{\"a\":1}");
    assertThat(text(sent))
        .isEqualTo(
            "{\"payload\":{\"a\":1},\"event\":\"KDMS_DEVICE_UPLOAD\","
                + "\"subscriptionId\":\"636c1a692d0f427ee1f07470\"}");
    assertThat(sent.body().contentType()).isEqualTo("application/json");
    assertThat(sent.url()).isEqualTo(endpoint().target().url());
  }

  @Test
  void alignedBodiesAddANotificationIdToThePayload() {
    assertThat(text(compose(SignatureEncoding.ALIGNED, "{\"a\":1}")))
        .matches(
            "\\{\"payload\":\\{\"a\":1,\"notificationId\":\"dlv_[0-9a-z]{13}-[0-9a-z]{6,8}\"},"
                + "\"event\":\"KDMS_DEVICE_UPLOAD\",\"subscriptionId\":\"[0-9a-f]{24}\"}");
    assertThat(text(compose(SignatureEncoding.ALIGNED, "{}")))
        .startsWith("{\"payload\":{\"notificationId\":\"dlv_");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"notificationId\":1}                           | notificationId2",
        "{\"a\":{\"notificationId\":\"x\"}}               | notificationId2",
        "{\"notificationId\":1,\"notificationId2\":2}     | notificationId3",
        "{\"anotificationId\":1,\"notificationIdb\":2}    | notificationId"
      })
  void aNameThatThePayloadHasIsLeftToIt(String payload, String name) {
    OutboundRequest sent = compose(SignatureEncoding.ALIGNED, payload);
    assertThat(text(sent)).contains(",\"" + name + "\":\"dlv_");
    assertThat(vendorAccepts(sent)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyAttemptHasTheSameBodyAndJtiAndAFreshNonce(SignatureEncoding mode) throws IOException {
    KnoxCallbackFormat format = new KnoxCallbackFormat(CallbackSamples::identity, mode);
    OutboundRequest first = format.compose(ready("{\"a\":1}"), endpoint(), moment(1));
    OutboundRequest second = format.compose(ready("{\"a\":1}"), endpoint(), moment(2));
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(header(second, "X-WSM-TRACEID")).isEqualTo(header(first, "X-WSM-TRACEID"));
    assertThat(jose(second).get("jti")).isEqualTo(jose(first).get("jti"));
    assertThat(header(second, "x-knox-nonce")).isNotEqualTo(header(first, "x-knox-nonce"));
  }

  @Test
  void theThreeHeadersAreThereAndTheSignedOneSaysWhatItIs() throws IOException {
    OutboundRequest sent = compose(SignatureEncoding.ALIGNED, "{\"a\":1}");
    assertThat(sent.headers()).hasSize(3).noneMatch(header -> header.value().isBlank());
    assertThat(header(sent, "X-WSM-TRACEID")).isEqualTo("caller-17");
    String signature = header(sent, "X-WSM-SIGNATURE");
    assertThat(signature).matches("[\\w-]+\\.\\.[\\w-]+").hasSizeLessThan(8 * 1024);
    JsonNode jose = jose(sent);
    assertThat(jose.get("alg").textValue()).isEqualTo("RS256");
    assertThat(jose.get("kid").textValue()).matches("[0-9a-f]{64}");
    assertThat(jose.get("x5t#S256").textValue()).isEqualTo(identity().thumbprint());
    assertThat(jose.get("iat").longValue()).isEqualTo(moment(1).at().getEpochSecond());
    assertThat(jose.get("nonce").textValue()).isEqualTo(header(sent, "x-knox-nonce"));
    assertThat(jose.get("jti").textValue()).isEqualTo(ready("{}").delivery().id().toString());
    assertThat(jose.get("sub").textValue()).isEqualTo(CallbackSamples.SUBSCRIPTION);
    assertThat(jose.size()).isEqualTo(7);
  }

  @Test
  void opensslVerifiesACallback(@TempDir Path folder) throws IOException, InterruptedException {
    OutboundRequest sent = compose(SignatureEncoding.ALIGNED, "{\"name\":\"Büro 日本 😀\"}");
    String[] parts = header(sent, "X-WSM-SIGNATURE").split("\\.");
    String signed =
        parts[0]
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(sent.body().bytes());
    Files.write(folder.resolve("certificate.pem"), identity().pem());
    Files.writeString(folder.resolve("signed"), signed);
    Files.write(folder.resolve("signature"), Base64.getUrlDecoder().decode(parts[2]));
    assertThat(run(folder, "openssl x509 -in certificate.pem -pubkey -noout -out key.pem"))
        .isEmpty();
    assertThat(run(folder, "openssl dgst -sha256 -verify key.pem -signature signature signed"))
        .isEqualTo("Verified OK\n");
  }

  static String run(Path folder, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static List<String> payloads() {
    List<String> payloads = new ArrayList<>();
    for (int letters = 0; letters < 6; letters++) {
      payloads.add("{\"name\":\"" + "x".repeat(letters) + "\"}");
      payloads.add("{\"name\":\"é日😀\\u0001\\n" + "/".repeat(letters) + "\",\"level\":5.0}");
    }
    payloads.add("{}");
    // Around the size of the pieces in which a body is signed.
    for (int size = 24_570; size < 24_582; size++) {
      payloads.add("{\"name\":\"" + "x".repeat(size - 100) + "\"}");
    }
    return payloads;
  }

  private static OutboundRequest compose(SignatureEncoding mode, String payload) {
    return new KnoxCallbackFormat(CallbackSamples::identity, mode)
        .compose(ready(payload), endpoint(), moment(1));
  }

  private static String normalised(String sent) {
    return switch (KnoxPayload.normalise(sent.getBytes(UTF_8))) {
      case KnoxPayload.Answer.Normalised(var payload) -> new String(payload.bytes(), UTF_8);
      case KnoxPayload.Answer.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static boolean vendorAccepts(OutboundRequest sent) {
    return VendorReceiver.accepts(
        CERTIFICATE, header(sent, "X-WSM-SIGNATURE"), sent.body().bytes());
  }

  private static boolean standardAccepts(OutboundRequest sent) {
    return VendorReceiver.acceptsByStandard(
        CERTIFICATE, header(sent, "X-WSM-SIGNATURE"), sent.body().bytes());
  }

  private static JsonNode jose(OutboundRequest sent) throws IOException {
    String encoded = header(sent, "X-WSM-SIGNATURE").split("\\.")[0];
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(encoded));
  }

  private static String text(OutboundRequest sent) {
    return new String(sent.body().bytes(), UTF_8);
  }

  private static String header(OutboundRequest sent, String name) {
    return sent.headers().stream()
        .filter(header -> header.isNamed(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
