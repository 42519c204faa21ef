package io.fleetwire.apple;

import static io.fleetwire.apple.AcmeTester.BASE;
import static io.fleetwire.apple.AcmeTester.CLOCK;
import static io.fleetwire.apple.AcmeTester.json;
import static io.fleetwire.apple.AcmeTester.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.pki.AcmeClient;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepHead;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What somebody could try who wants a certificate that is not for him: each gets a problem that
/// says why, a nonce to go on with, and nothing else.
final class AcmeAttackTest {
  private static final ScepClient SCEP =
      new ScepClient(AppleSite.AUTHORITY.certificate(), AcmeTester.RANDOM);

  @TempDir private Path folder;
  private FakeBackend backend;
  private AppleSite site;
  private AcmeTester device;

  @BeforeEach
  void open() {
    backend = FakeBackend.start();
    site = AppleSite.open(folder, AppleSite.acme(backend, true));
    device = AcmeTester.registered(site.url());
  }

  @AfterEach
  void close() {
    site.close();
    backend.close();
  }

  /// One that is refused as `status` and `type`.
  private record Refusal(int status, String type) {
    @Override
    public String toString() {
      return status + " " + type;
    }
  }

  @TestFactory
  Stream<DynamicTest> aMessageThatBreaksARuleIsRefusedByName() {
    Map<String, Map.Entry<Refusal, Function<AcmeTester, HttpResponse<byte[]>>>> table =
        new LinkedHashMap<>();
    table.put("a nonce of nobody", row(400, "badNonce", it -> with(it, "bm9uY2U")));
    table.put("a nonce that is no base64", row(400, "badNonce", it -> with(it, "!")));
    table.put("a nonce with another seal", row(400, "badNonce", it -> with(it, altered(it))));
    table.put("a message that comes twice", row(400, "badNonce", AcmeAttackTest::twice));
    table.put("a message for another address", row(403, "unauthorized", AcmeAttackTest::elsewhere));
    table.put("a media type of another kind", row(415, "malformed", AcmeAttackTest::asJson));
    table.put("something that is no JSON", row(400, "malformed", it -> raw(it, "hello")));
    table.put("a message without signature", row(400, "malformed", it -> raw(it, unsigned("{}"))));
    table.put("a header without nonce", row(400, "malformed", it -> raw(it, signed("ES256", ""))));
    table.put(
        "no algorithm at all",
        row(400, "badSignatureAlgorithm", it -> raw(it, signed("HS256", ""))));
    table.put("a payload that was changed", row(400, "malformed", AcmeAttackTest::changed));
    table.put("a key in the place of an account", row(400, "malformed", AcmeAttackTest::bare));
    table.put("another's account", row(400, "malformed", AcmeAttackTest::asAnother));
    table.put("an account elsewhere", row(400, "accountDoesNotExist", AcmeAttackTest::foreign));
    table.put("an order that there is not", row(404, "malformed", it -> it.post("/order/x", "")));
    table.put("two identifiers", row(400, "malformed", it -> it.post("/new-order", "{}")));
    table.put("a name of DNS", row(400, "unsupportedIdentifier", AcmeAttackTest::dns));
    table.put(
        "an identifier that was guessed", row(400, "rejectedIdentifier", it -> it.order("x")));
    table.put("an identifier that was used", row(400, "rejectedIdentifier", this::used));
    table.put("another's order", row(403, "unauthorized", this::anothersOrder));
    table.put("another's challenge", row(403, "unauthorized", this::anothersChallenge));
    table.put("another's certificate", row(403, "unauthorized", this::anothersCertificate));
    table.put("an order that is not ready", row(403, "orderNotReady", this::tooEarly));
    table.put("a request for another key", row(400, "badCSR", AcmeAttackTest::otherKey));
    table.put("a request that is none", row(400, "badCSR", AcmeAttackTest::noRequest));
    table.put("a body that is too long", row(413, "malformed", it -> raw(it, "x".repeat(70_000))));
    return table.entrySet().stream()
        .map(
            attack ->
                dynamicTest(
                    attack.getKey(),
                    () -> {
                      HttpResponse<byte[]> answer =
                          attack.getValue().getValue().apply(AcmeTester.registered(site.url()));
                      assertThat(new Refusal(answer.statusCode(), problem(answer)))
                          .as(TestDevice.text(answer))
                          .isEqualTo(attack.getValue().getKey());
                    }));
  }

  private static Map.Entry<Refusal, Function<AcmeTester, HttpResponse<byte[]>>> row(
      int status, String type, Function<AcmeTester, HttpResponse<byte[]>> attack) {
    return Map.entry(new Refusal(status, type), attack);
  }

  @Test
  void afterABadNonceTheAnswersOwnIsGood() {
    HttpResponse<byte[]> refused = with(device, "bm9uY2U");
    String url = BASE + "/order/x";
    byte[] again = device.client().message(url, AcmeTester.nonce(refused), "");
    assertThat(device.send(url, again).statusCode()).as("nothing but the order").isEqualTo(404);
  }

  @Test
  void anAttestationForAnythingElseFailsTheOrder() {
    JsonNode untrusted = device.ordered();
    refuses(
        device.attest(untrusted, AcmeTester.STRANGER, device.deviceKey), "a root that is trusted");
    JsonNode other = device.ordered();
    JsonNode first = device.ordered();
    String token = device.challenge(first).path("token").stringValue();
    refuses(
        device.answer(other, AcmeTester.MAKER, device.deviceKey, token), "for another challenge");
    refuses(device.answer(device.ordered(), "{\"attObj\":\"oA\"}"), "no attestation object");
    refuses(device.answer(device.ordered(), "{\"attObj\":\"9g\"}"), "a simple value");
    assertThat(problem(device.finish(untrusted, device.deviceKey))).isEqualTo("orderNotReady");
    JsonNode failed = json(200, device.post(device.url(untrusted), ""));
    assertThat(failed.path("status").stringValue()).isEqualTo("invalid");
  }

  private static void refuses(JsonNode challenge, String why) {
    assertThat(challenge.path("status").stringValue()).isEqualTo("invalid");
    assertThat(challenge.path("error").path("type").stringValue())
        .isEqualTo("urn:ietf:params:acme:error:badAttestationStatement");
    assertThat(challenge.path("error").path("detail").stringValue()).contains(why);
  }

  /// What a profile asks an attestation for is of no use at the door that needs none.
  @Test
  void anIdentifierIsNoChallengeOfScepHoweverItIsDressed() {
    ScepClient.Identity self = SCEP.selfSigned(TestDevice.KEY, "CN=device", CLOCK.instant());
    String identifier = device.identifier();
    for (String challenge : List.of(identifier, "acme:" + identifier, "ACME:" + identifier)) {
      assertThat(scep(ScepHead.Kind.PKCS_REQ, self, Optional.of(challenge)))
          .as(challenge)
          .isEqualTo(new ScepClient.Answer.Refused("2"));
    }
  }

  /// Nor does a key that was attested give its place to one that was not.
  @Test
  void whatWasAttestedIsNotRenewedByScep() {
    JsonNode order = device.ordered();
    device.attest(order, AcmeTester.MAKER, TestDevice.KEY);
    X509Certificate attested = device.certificate(json(200, device.finish(order, TestDevice.KEY)));
    ScepClient.Identity old = new ScepClient.Identity(TestDevice.KEY.getPrivate(), attested);
    assertThat(scep(ScepHead.Kind.RENEWAL_REQ, old, Optional.empty()))
        .isEqualTo(new ScepClient.Answer.Refused("2"));
    X509Certificate plain = TestDevice.certificate(AppleSite.AUTHORITY);
    ScepClient.Identity enrolled = new ScepClient.Identity(TestDevice.KEY.getPrivate(), plain);
    assertThat(scep(ScepHead.Kind.RENEWAL_REQ, enrolled, Optional.empty()))
        .as("devices of before go on")
        .isInstanceOf(ScepClient.Answer.Granted.class);
  }

  private ScepClient.Answer scep(
      ScepHead.Kind kind, ScepClient.Identity sender, Optional<String> challenge) {
    CertificateRequest.Wish wish =
        new CertificateRequest.Wish(TestDevice.KEY, "CN=device", challenge);
    byte[] message = SCEP.request(kind, sender, wish, CLOCK.instant());
    HttpResponse<byte[]> answer =
        TestDevice.send(
            site.device("any")
                .request("/mdm/apple/scep?operation=PKIOperation")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)));
    return SCEP.read(answer.body(), sender);
  }

  private static HttpResponse<byte[]> with(AcmeTester it, String nonce) {
    String url = BASE + "/order/x";
    return it.send(url, it.client().message(url, nonce, ""));
  }

  private static String altered(AcmeTester it) {
    String nonce = it.nonce();
    return (nonce.charAt(0) == 'B' ? 'C' : 'B') + nonce.substring(1);
  }

  private static HttpResponse<byte[]> twice(AcmeTester it) {
    String url = BASE + "/order/x";
    byte[] message = it.client().message(url, it.nonce(), "");
    assertThat(it.send(url, message).statusCode()).isEqualTo(404);
    return it.send(url, message);
  }

  private static HttpResponse<byte[]> elsewhere(AcmeTester it) {
    return it.send(BASE + "/order/y", it.client().message(BASE + "/order/x", it.nonce(), ""));
  }

  private static HttpResponse<byte[]> asJson(AcmeTester it) {
    String url = BASE + "/order/x";
    return it.send(url, "application/json", it.client().message(url, it.nonce(), ""));
  }

  private static HttpResponse<byte[]> raw(AcmeTester it, String body) {
    return it.send(BASE + "/order/x", body.getBytes(StandardCharsets.UTF_8));
  }

  private static String unsigned(String header) {
    return "{\"protected\":\"%s\",\"payload\":\"\"}".formatted(encoded(header));
  }

  private static String signed(String algorithm, String payload) {
    String header = "{\"alg\":\"%s\",\"kid\":\"x\"}".formatted(algorithm);
    return "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"AA\"}"
        .formatted(encoded(header), payload);
  }

  private static String encoded(String text) {
    return AcmeTester.base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> changed(AcmeTester it) {
    String url = BASE + "/new-order";
    String message = new String(it.client().message(url, it.nonce(), "{}"), StandardCharsets.UTF_8);
    String other = message.replace("\"" + encoded("{}") + "\"", "\"" + encoded("[]") + "\"");
    assertThat(other).isNotEqualTo(message);
    return it.send(url, other.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> bare(AcmeTester it) {
    return AcmeTester.at(it.socket()).post("/order/x", "");
  }

  /// Says that it is the account of `it`, and signs by a key of its own.
  private static HttpResponse<byte[]> asAnother(AcmeTester it) {
    String url = BASE + "/order/x";
    AcmeClient thief = AcmeClient.of(AcmeTester.key()).with(it.account());
    return it.send(url, thief.message(url, it.nonce(), ""));
  }

  private static HttpResponse<byte[]> foreign(AcmeTester it) {
    String url = BASE + "/order/x";
    AcmeClient stranger = AcmeClient.of(AcmeTester.key()).with("https://ca.example.com/account/1");
    return it.send(url, stranger.message(url, it.nonce(), ""));
  }

  private static HttpResponse<byte[]> dns(AcmeTester it) {
    return it.post(
        "/new-order", "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"example.com\"}]}");
  }

  private HttpResponse<byte[]> used(AcmeTester it) {
    String identifier = device.identifier();
    JsonNode order = json(201, device.order(identifier));
    device.attest(order, AcmeTester.MAKER, device.deviceKey);
    json(200, device.finish(order, device.deviceKey));
    return it.order(identifier);
  }

  private HttpResponse<byte[]> anothersOrder(AcmeTester it) {
    return it.post(device.url(device.ordered()), "");
  }

  private HttpResponse<byte[]> anothersChallenge(AcmeTester it) {
    return it.post(device.challenge(device.ordered()).path("url").stringValue(), "{}");
  }

  private HttpResponse<byte[]> anothersCertificate(AcmeTester it) {
    JsonNode order = device.ordered();
    device.attest(order, AcmeTester.MAKER, device.deviceKey);
    JsonNode valid = json(200, device.finish(order, device.deviceKey));
    return it.post(valid.path("certificate").stringValue(), "");
  }

  private HttpResponse<byte[]> tooEarly(AcmeTester it) {
    return it.finish(it.ordered(), device.deviceKey);
  }

  private static HttpResponse<byte[]> otherKey(AcmeTester it) {
    JsonNode order = it.ordered();
    it.attest(order, AcmeTester.MAKER, it.deviceKey);
    KeyPair other = AcmeTester.key();
    return it.finish(order, other);
  }

  private static HttpResponse<byte[]> noRequest(AcmeTester it) {
    byte[] csr =
        CertificateRequest.write(
            new CertificateRequest.Wish(it.deviceKey, "CN=device", Optional.empty()));
    csr[csr.length - 1] ^= 1;
    return it.post(
        it.ordered().path("finalize").stringValue(),
        "{\"csr\":\"" + AcmeTester.base64(csr) + "\"}");
  }
}
