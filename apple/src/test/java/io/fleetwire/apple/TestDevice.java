package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.CmsSignature;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepHead;
import io.fleetwire.pki.ScepServer;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// A device: says what it is told to say, signed by its certificate.
final class TestDevice {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Made once, because it is slow. What tells devices apart is the certificate.
  static final KeyPair KEY = key();

  final Dictionary identifiers;
  final X509Certificate certificate;
  private final URI base;
  private final KeyPair key;

  private TestDevice(URI base, Dictionary identifiers, KeyPair key, X509Certificate certificate) {
    this.base = base;
    this.identifiers = identifiers;
    this.key = key;
    this.certificate = certificate;
  }

  static TestDevice of(URI base, String udid) {
    return new TestDevice(
        base, Dictionary.EMPTY.with("UDID", udid), KEY, certificate(AppleSite.AUTHORITY));
  }

  /// The same device with another certificate.
  TestDevice with(X509Certificate other) {
    return with(key, other);
  }

  /// The same device with another certificate for another key.
  TestDevice with(KeyPair otherKey, X509Certificate other) {
    return new TestDevice(base, identifiers, otherKey, other);
  }

  /// The same device at a site that was opened again.
  TestDevice at(AppleSite site) {
    return new TestDevice(site.url(), identifiers, key, certificate);
  }

  /// The same machine under other identifiers: a user of it, or another one's.
  TestDevice as(Dictionary others) {
    return new TestDevice(base, others, key, certificate);
  }

  TestDevice user(String id, String shortName) {
    return as(identifiers.with("UserID", id).with("UserShortName", shortName));
  }

  static X509Certificate certificate(Authority authority) {
    ScepClient client = new ScepClient(authority.certificate(), RANDOM);
    ScepServer server = new ScepServer(authority, CLOCK, RANDOM);
    ScepClient.Identity self = client.selfSigned(KEY, "CN=device", CLOCK.instant());
    CertificateRequest.Wish wish =
        new CertificateRequest.Wish(KEY, "CN=device", Optional.of("any"));
    byte[] message = client.request(ScepHead.Kind.PKCS_REQ, self, wish, CLOCK.instant());
    ScepServer.Received.Asked asked = (ScepServer.Received.Asked) server.read(message);
    return authority.issue(asked.request(), CLOCK.instant(), Duration.ofDays(30), RANDOM);
  }

  Dictionary authenticate() {
    return message("Authenticate")
        .with("Topic", "com.apple.mgmt.test")
        .with("SerialNumber", "C02TEST")
        .with("Model", "MacBookPro18,1")
        .with("ProductName", "MacBookPro18,1")
        .with("DeviceName", "Test Mac")
        .with("OSVersion", "15.1")
        .with("BuildVersion", "24B83");
  }

  Dictionary tokenUpdate() {
    return message("TokenUpdate")
        .with("Topic", "com.apple.mgmt.test")
        .with("PushMagic", "magic")
        .with("Token", new PlistValue.Data(new byte[] {1, 2, 3}))
        .with("AwaitingConfiguration", new PlistValue.Flag(false));
  }

  Dictionary message(String type) {
    return identifiers.with("MessageType", type);
  }

  Dictionary declarative(String endpoint) {
    return message("DeclarativeManagement").with("Endpoint", endpoint);
  }

  HttpResponse<byte[]> checkIn(Dictionary message) {
    return put("application/x-apple-aspen-mdm-checkin", Plist.xml(message));
  }

  HttpResponse<byte[]> idle() {
    return connect(identifiers.with("Status", "Idle"));
  }

  HttpResponse<byte[]> result(String status, String uuid) {
    return connect(identifiers.with("Status", status).with("CommandUUID", uuid));
  }

  HttpResponse<byte[]> connect(Dictionary message) {
    return put("application/x-apple-aspen-mdm; charset=UTF-8", Plist.xml(message));
  }

  void enrol() {
    assertThat(checkIn(authenticate()).statusCode()).isEqualTo(200);
    assertThat(checkIn(tokenUpdate()).statusCode()).isEqualTo(200);
  }

  HttpResponse<byte[]> put(String type, byte[] body) {
    return put(type, body, CLOCK.instant());
  }

  /// Says that the signature was made at `signedAt`, as a device with a wrong clock would.
  HttpResponse<byte[]> put(String type, byte[] body, Instant signedAt) {
    return send(
        request("/mdm/apple/mdm")
            .header("Content-Type", type)
            .header("Mdm-Signature", signature(body, signedAt))
            .method("PUT", BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<byte[]> asset(String identifier) {
    return send(
        request("/mdm/apple/assets/" + identifier)
            .header("Mdm-Signature", signature(new byte[0]))
            .GET());
  }

  String signature(byte[] body) {
    return signature(body, CLOCK.instant());
  }

  private String signature(byte[] body, Instant at) {
    return Base64.getEncoder()
        .encodeToString(CmsSignature.detached(key.getPrivate(), certificate, body, at));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static Dictionary plist(HttpResponse<byte[]> answer) {
    PlistRead read = Plist.read(answer.body());
    assertThat(read).as(text(answer)).isInstanceOf(PlistRead.Good.class);
    return (Dictionary) ((PlistRead.Good) read).value();
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static void isEmpty(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
