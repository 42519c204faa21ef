package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepHead;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// An Apple device that shows its certificate in the TLS handshake, and does not sign.
final class TrialDevice {
  private static final SecureRandom RANDOM = new SecureRandom();

  final String udid;
  final Dictionary identifiers;
  final TrialTls tls;
  private final URI server;

  private TrialDevice(URI server, Dictionary identifiers, TrialTls tls, String udid) {
    this.server = server;
    this.identifiers = identifiers;
    this.tls = tls;
    this.udid = udid;
  }

  /// One that has got its certificate: by the profile, over TLS, by SCEP.
  static TrialDevice at(URI server, X509Certificate authority, String udid) {
    TrialDevice bare = bare(server, authority, udid);
    return bare.with(bare.tls.with(bare.certificate(authority, bare.challenge())));
  }

  /// One that has none yet.
  static TrialDevice bare(URI server, X509Certificate authority, String udid) {
    return new TrialDevice(
        server, Dictionary.EMPTY.with("UDID", udid), TrialTls.trusting(authority), udid);
  }

  /// The same device, showing something else, or nothing.
  TrialDevice with(TrialTls other) {
    return new TrialDevice(server, identifiers, other, udid);
  }

  /// The same device, which asks another server.
  TrialDevice at(URI other) {
    return new TrialDevice(other, identifiers, tls, udid);
  }

  /// The same machine under other identifiers.
  TrialDevice as(Dictionary others) {
    return new TrialDevice(server, others, tls, udid);
  }

  TrialDevice user(String id, String shortName) {
    return as(identifiers.with("UserID", id).with("UserShortName", shortName));
  }

  /// The payload of that type of a new profile.
  Dictionary payload(String type) {
    Dictionary profile = plist(send(request("/mdm/apple/enroll").GET()));
    return profile.items("PayloadContent").stream()
        .map(Dictionary.class::cast)
        .filter(p -> p.text("PayloadType").equals(Optional.of(type)))
        .findFirst()
        .orElseThrow();
  }

  /// The challenge of a new profile.
  String challenge() {
    return payload("com.apple.security.scep")
        .dictionary("PayloadContent")
        .orElseThrow()
        .text("Challenge")
        .orElseThrow();
  }

  private X509Certificate certificate(X509Certificate authority, String challenge) {
    ScepClient.Answer answer = scep(authority, Optional.of(challenge));
    assertThat(answer).isInstanceOf(ScepClient.Answer.Granted.class);
    return ((ScepClient.Answer.Granted) answer).certificate();
  }

  /// Asks for a certificate by SCEP.
  ScepClient.Answer scep(X509Certificate authority, Optional<String> challenge) {
    ScepClient client = new ScepClient(authority, RANDOM);
    var now = InstantSource.system().instant();
    ScepClient.Identity self = client.selfSigned(TrialTls.KEY, "CN=device", now);
    byte[] message =
        client.request(
            ScepHead.Kind.PKCS_REQ,
            self,
            new CertificateRequest.Wish(TrialTls.KEY, "CN=" + udid, challenge),
            now);
    HttpResponse<byte[]> answer =
        send(
            request("/mdm/apple/scep?operation=PKIOperation")
                .header("Content-Type", "application/x-pki-message")
                .POST(BodyPublishers.ofByteArray(message)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return client.read(answer.body(), self);
  }

  Dictionary authenticate() {
    return message("Authenticate")
        .with("Topic", "com.apple.mgmt.External.trial")
        .with("SerialNumber", "C02TRIAL")
        .with("Model", "MacBookPro18,1")
        .with("DeviceName", "Trial Mac")
        .with("OSVersion", "15.1");
  }

  Dictionary tokenUpdate() {
    return message("TokenUpdate")
        .with("Topic", "com.apple.mgmt.External.trial")
        .with("PushMagic", "magic")
        .with("Token", new PlistValue.Data(new byte[] {1, 2, 3}));
  }

  Dictionary message(String type) {
    return identifiers.with("MessageType", type);
  }

  TrialDevice enrolled() {
    isEmpty(checkIn(authenticate()));
    isEmpty(checkIn(tokenUpdate()));
    return this;
  }

  HttpResponse<byte[]> checkIn(Dictionary message) {
    return put("application/x-apple-aspen-mdm-checkin", message);
  }

  HttpResponse<byte[]> declarative(String endpoint) {
    return checkIn(message("DeclarativeManagement").with("Endpoint", endpoint));
  }

  /// Reports the status of its declarations.
  void report(int number) {
    byte[] report = "{\"n\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
    isEmpty(
        checkIn(
            message("DeclarativeManagement")
                .with("Endpoint", "status")
                .with("Data", new PlistValue.Data(report))));
  }

  HttpResponse<byte[]> idle() {
    return connect(identifiers.with("Status", "Idle"));
  }

  HttpResponse<byte[]> result(String status, String uuid) {
    return connect(identifiers.with("Status", status).with("CommandUUID", uuid));
  }

  HttpResponse<byte[]> connect(Dictionary message) {
    return put("application/x-apple-aspen-mdm; charset=UTF-8", message);
  }

  private HttpResponse<byte[]> put(String type, Dictionary message) {
    return send(
        request("/mdm/apple/mdm")
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(Plist.xml(message))));
  }

  HttpResponse<byte[]> get(String path) {
    return send(request(path).GET());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return tls.send(request.build());
  }

  /// The device's certificate as PEM, for programs of others.
  String certificatePem() {
    return Certificates.pem(tls.shown().orElseThrow());
  }

  static Dictionary plist(HttpResponse<byte[]> answer) {
    PlistRead read = Plist.read(answer.body());
    assertThat(read).as(text(answer)).isInstanceOf(PlistRead.Good.class);
    return (Dictionary) ((PlistRead.Good) read).value();
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /// 200 and zero bytes: an empty list would be wrong.
  static void isEmpty(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
  }
}
