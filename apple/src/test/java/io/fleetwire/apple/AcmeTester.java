package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.AcmeClient;
import io.fleetwire.pki.Attestation;
import io.fleetwire.pki.AttestingAuthority;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A client of ACME that does one step at a time, right or wrong. The server calls itself by
/// another name than the one under which it is reached.
final class AcmeTester {
  static final InstantSource CLOCK = InstantSource.system();
  static final SecureRandom RANDOM = new SecureRandom();
  static final String BASE = "https://mdm.example.com/mdm/apple/acme";

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /// Whom the tests' servers trust, and whom they do not.
  static final AttestingAuthority MAKER = AttestingAuthority.create(LONG_AGO, RANDOM);

  static final AttestingAuthority STRANGER = AttestingAuthority.create(LONG_AGO, RANDOM);

  final KeyPair deviceKey = key();
  private final URI socket;
  private final AcmeClient client;
  private final String account;

  private AcmeTester(URI socket, AcmeClient client, String account) {
    this.socket = socket;
    this.client = client;
    this.account = account;
  }

  /// One that has no account.
  static AcmeTester at(URI socket) {
    return new AcmeTester(socket, AcmeClient.of(key()), "");
  }

  /// One that has.
  static AcmeTester registered(URI socket) {
    AcmeTester bare = at(socket);
    HttpResponse<byte[]> made = bare.post("/new-account", "{\"termsOfServiceAgreed\":true}");
    assertThat(made.statusCode()).as(TestDevice.text(made)).isEqualTo(201);
    return new AcmeTester(socket, bare.client.with(location(made)), location(made));
  }

  /// The same one at another server of the same database.
  AcmeTester moved(URI other) {
    return new AcmeTester(other, client, account);
  }

  static String location(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /// Where its orders are listed.
  String orders() {
    return account + "/orders";
  }

  String account() {
    return account;
  }

  URI socket() {
    return socket;
  }

  /// Where an order is.
  String url(JsonNode order) {
    String finish = order.path("finalize").stringValue();
    return finish.substring(0, finish.lastIndexOf('/'));
  }

  AcmeClient client() {
    return client;
  }

  String nonce() {
    HttpResponse<byte[]> answer =
        TestDevice.send(request(BASE + "/new-nonce").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    return nonce(answer);
  }

  static String nonce(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Replay-Nonce").orElseThrow();
  }

  /// Says `payload`, which is JSON or empty, to a path behind the base, or to an address.
  HttpResponse<byte[]> post(String place, String payload) {
    String url = place.startsWith("/") ? BASE + place : place;
    return send(url, client.message(url, nonce(), payload));
  }

  HttpResponse<byte[]> send(String url, byte[] message) {
    return send(url, "application/jose+json", message);
  }

  HttpResponse<byte[]> send(String url, String type, byte[] message) {
    return TestDevice.send(
        request(url).header("Content-Type", type).POST(BodyPublishers.ofByteArray(message)));
  }

  HttpResponse<byte[]> get(String path) {
    return TestDevice.send(request(BASE + path).GET());
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(socket.resolve(URI.create(url).getRawPath()))
        .timeout(Duration.ofSeconds(30));
  }

  /// The identifier of a new profile.
  String identifier() {
    HttpResponse<byte[]> answer =
        TestDevice.send(HttpRequest.newBuilder(socket.resolve("/mdm/apple/enroll")).GET());
    Dictionary payload = (Dictionary) TestDevice.plist(answer).items("PayloadContent").getFirst();
    return payload.text("ClientIdentifier").orElseThrow();
  }

  /// An order for a new profile.
  JsonNode ordered() {
    return json(201, order(identifier()));
  }

  HttpResponse<byte[]> order(String identifier) {
    return post(
        "/new-order",
        "{\"identifiers\":[{\"type\":\"permanent-identifier\",\"value\":\"" + identifier + "\"}]}");
  }

  JsonNode challenge(JsonNode order) {
    return json(200, post(order.path("authorizations").get(0).stringValue(), ""))
        .path("challenges")
        .get(0);
  }

  /// What `maker` says of `key` for the challenge of an order.
  JsonNode attest(JsonNode order, AttestingAuthority maker, KeyPair key) {
    JsonNode challenge = challenge(order);
    return answer(order, maker, key, challenge.path("token").stringValue());
  }

  JsonNode answer(JsonNode order, AttestingAuthority maker, KeyPair key, String token) {
    byte[] object =
        maker.attest(
            new Attestation(key.getPublic(), Optional.of("C02TEST"), Optional.of("UDID-1")),
            token,
            CLOCK.instant());
    return answer(order, "{\"attObj\":\"" + base64(object) + "\"}");
  }

  JsonNode answer(JsonNode order, String payload) {
    return json(200, post(challenge(order).path("url").stringValue(), payload));
  }

  HttpResponse<byte[]> finish(JsonNode order, KeyPair key) {
    byte[] csr =
        CertificateRequest.write(new CertificateRequest.Wish(key, "CN=device", Optional.empty()));
    return post(order.path("finalize").stringValue(), "{\"csr\":\"" + base64(csr) + "\"}");
  }

  /// The certificate of an order that is valid, before its authority's.
  X509Certificate certificate(JsonNode order) {
    HttpResponse<byte[]> answer = post(order.path("certificate").stringValue(), "");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/pem-certificate-chain");
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(answer.body()))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      assertThat(chain).hasSize(2).last().isEqualTo(AppleSite.AUTHORITY.certificate());
      return chain.getFirst();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode json(int status, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(TestDevice.text(answer)).isEqualTo(status);
    return AppleJson.parse(answer.body()).orElseThrow();
  }

  /// The last word of a problem's type.
  static String problem(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    String type = json(answer.statusCode(), answer).path("type").stringValue();
    assertThat(type).startsWith("urn:ietf:params:acme:error:");
    return type.substring(type.lastIndexOf(':') + 1);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
