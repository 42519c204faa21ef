package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Points 14 to 16 and 23 to 25 of {@link AppleAcceptanceTrial}: by what a device is known, with
/// OpenSSL and curl as peers.
@Timeout(120)
final class AppleIdentityTrial {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /// Of a fleet that was enrolled elsewhere, long ago.
  private static FakeAuthority elsewhere;

  private static Path folder;
  private static TrialApple site;

  private TrialBackend backend;
  private TrialDevice device;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    elsewhere =
        FakeAuthority.create(
            "Elsewhere CA", InstantSource.system().instant().minus(Duration.ofDays(100)));
    site =
        TrialApple.start(
            folder.resolve("data"),
            Map.of(
                "apple.webhook-timeout",
                "8s",
                "apple.webhook-concurrency-max",
                "16",
                "apple.issuers-file",
                Files.writeString(folder.resolve("elsewhere.pem"), elsewhere.certificatePem())
                    .toString()));
    Files.writeString(folder.resolve("key.pem"), TrialTls.keyPem());
    Files.writeString(folder.resolve("ca.pem"), Certificates.pem(site.authority()));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void takeAll() {
    backend = site.backend;
    device = site.device("UDID-" + NUMBERS.incrementAndGet());
    backend.takeAll();
  }

  /// Point 14.
  @Test
  void anAssetIsServedAsItIsToADeviceAndToNobodyElse() {
    device.enrolled();
    backend.says("asset", 200, "{\"content\":\"AAEC\",\"contentType\":\"application/x-thing\"}");
    HttpResponse<byte[]> asset = device.get("/mdm/apple/assets/a%2Fb");
    assertThat(asset.body()).containsExactly(0, 1, 2);
    assertThat(asset.headers().firstValue("Content-Type")).contains("application/x-thing");
    assertThat(asset.headers().firstValue("Content-Length")).contains("3");
    backend.says("asset", 200, "null");
    assertThat(device.get("/mdm/apple/assets/x").statusCode()).isEqualTo(404);
    TrialDevice nobody = device.with(TrialTls.trusting(site.authority()));
    HttpResponse<byte[]> refused = nobody.get("/mdm/apple/assets/x");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TrialDevice.text(refused)).contains("neither a certificate in the TLS handshake");
  }

  /// Point 15, for certificates in the handshake: foreign, expired, none.
  @Test
  void whoShowsTheWrongCertificateIsToldSoAndStaysEnrolled() {
    device.enrolled();
    Instant now = InstantSource.system().instant();
    FakeAuthority strange = FakeAuthority.create("Fleetwire Device CA", now);
    FakeIdentity foreign = strange.issueRsa(now, "device");
    HttpResponse<byte[]> answer =
        device.with(device.tls.with(foreign.certificate(), foreign.keys().getPrivate())).idle();
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TrialDevice.text(answer)).contains("issued by nobody who is trusted");
    assertThat(device.with(TrialTls.trusting(site.authority())).idle().statusCode()).isEqualTo(400);
    TrialDevice other = site.device(device.udid + "-B").enrolled();
    assertThat(other.as(device.identifiers).idle().statusCode())
        .as("the certificate of another device")
        .isEqualTo(400);
    TrialDevice.isEmpty(device.idle());
  }

  /// Point 15, for certificates whose time is over: who is late may come, to get a new one.
  @Test
  void aCertificateThatEndedIsForgivenForAMonthAndThenRefusedInWords() {
    Instant now = InstantSource.system().instant();
    TrialDevice late = showing(elsewhere.issueExpired(now, "device")).enrolled();
    TrialDevice.isEmpty(late.idle());
    TrialDevice gone = showing(elsewhere.issueExpired(now.minus(Duration.ofDays(30)), "device"));
    for (HttpResponse<byte[]> answer : List.of(gone.checkIn(gone.authenticate()), gone.idle())) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(TrialDevice.text(answer))
          .isEqualTo("the certificate ended more than 30 days ago\n");
    }
    TrialDevice.isEmpty(late.idle());
  }

  private TrialDevice showing(FakeIdentity identity) {
    return device.with(device.tls.with(identity.certificate(), identity.keys().getPrivate()));
  }

  /// Point 15, for signatures that OpenSSL makes.
  @Test
  void opensslSignsForADeviceAndWhatWasTamperedWithIsRefused() throws IOException {
    device.enrolled();
    Files.writeString(folder.resolve("device.pem"), device.certificatePem());
    byte[] idle = Plist.xml(device.identifiers.with("Status", "Idle"));
    String good = signed(idle, "-signer", "device.pem", "-inkey", "key.pem");
    assertThat(put(idle, good).statusCode()).isEqualTo(200);
    byte[] other = Plist.xml(device.identifiers.with("Status", "Idle").with("X", "y"));
    assertThat(put(other, good).statusCode()).as("another body").isEqualTo(400);
    TrialDevice second = site.device(device.udid + "-B");
    Files.writeString(folder.resolve("second.pem"), second.certificatePem());
    String both =
        signed(
            idle,
            "-signer",
            "device.pem",
            "-inkey",
            "key.pem",
            "-signer",
            "second.pem",
            "-inkey",
            "key.pem");
    assertThat(put(idle, both).statusCode()).as("two signers").isEqualTo(400);
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "self.key",
        "-out",
        "self.pem",
        "-subj",
        "/CN=device",
        "-days",
        "2");
    String self = signed(idle, "-signer", "self.pem", "-inkey", "self.key");
    assertThat(put(idle, self).statusCode()).as("signed by itself").isEqualTo(400);
    assertThat(put(idle, "A".repeat(20_000)).statusCode()).as("too long").isEqualTo(400);
    String empty = signed(new byte[0], "-signer", "device.pem", "-inkey", "key.pem");
    backend.says("asset", 200, "{\"content\":\"AAEC\",\"contentType\":\"text/plain\"}");
    TrialDevice silent = device.with(TrialTls.trusting(site.authority()));
    assertThat(
            silent
                .send(silent.request("/mdm/apple/assets/a").header("Mdm-Signature", empty).GET())
                .statusCode())
        .isEqualTo(200);
  }

  /// Point 15, with curl as the device.
  @Test
  void curlShowsACertificateAndIsServed() throws IOException {
    device.enrolled();
    Files.writeString(folder.resolve("curl.pem"), device.certificatePem());
    Files.write(folder.resolve("idle.plist"), Plist.xml(device.identifiers.with("Status", "Idle")));
    backend.command("c-curl", "DeviceLock", "{}");
    List<String> command =
        new ArrayList<>(List.of("curl", "-fsS", "--cacert", "ca.pem", "-X", "PUT"));
    command.addAll(List.of("--cert", "curl.pem", "--key", "key.pem"));
    command.addAll(List.of("-H", "Content-Type: application/x-apple-aspen-mdm"));
    command.addAll(List.of("--data-binary", "@idle.plist", site.url() + "/mdm/apple/mdm"));
    String said = TrialTools.run(folder, Map.of(), command.toArray(String[]::new));
    assertThat(said).contains("<string>c-curl</string>", "<string>DeviceLock</string>");
  }

  /// Point 16.
  @Test
  void aProxysHeaderCountsFromAProxyAloneInEveryForm(@TempDir Path other) {
    String pem = device.certificatePem();
    String base64 =
        Base64.getEncoder().encodeToString(Certificates.der(device.tls.shown().orElseThrow()));
    String escaped = URLEncoder.encode(pem, StandardCharsets.UTF_8);
    TrialDevice bare = device.with(TrialTls.trusting(site.authority()));
    assertThat(forwarded(bare, ":" + base64 + ":")).as("from anybody").isEqualTo(400);
    Map<String, String> behind =
        Map.of("apple.proxies", "127.0.0.0/8", "apple.certificate-header", "X-Client-Cert");
    try (TrialApple proxied = TrialApple.start(other, behind)) {
      TrialDevice known = proxied.device("UDID-P");
      String own =
          Base64.getEncoder().encodeToString(Certificates.der(known.tls.shown().orElseThrow()));
      String ownEscaped = URLEncoder.encode(known.certificatePem(), StandardCharsets.UTF_8);
      for (String form :
          List.of(
              ":" + own + ":",
              ownEscaped,
              known.certificatePem().replace("\n", " "),
              own,
              "Hash=" + "0".repeat(64) + ";Cert=\"" + ownEscaped + "\"")) {
        assertThat(forwarded(known, form)).as(form).isEqualTo(200);
      }
      assertThat(forwarded(known, escaped)).as("of another authority").isEqualTo(400);
      assertThat(known.idle().statusCode())
          .as("what a proxy itself shows says nothing of a device")
          .isEqualTo(400);
    }
  }

  private static int forwarded(TrialDevice device, String header) {
    return device
        .send(
            device
                .request("/mdm/apple/mdm")
                .header("Content-Type", "application/x-apple-aspen-mdm-checkin")
                .header("X-Client-Cert", header)
                .header("Client-Cert", header)
                .PUT(BodyPublishers.ofByteArray(Plist.xml(device.authenticate()))))
        .statusCode();
  }

  /// Point 23.
  @Test
  void aCertificateIsGivenForAChallengeAloneAndThenWorks() {
    assertThat(device.scep(site.authority(), Optional.of("guessed")))
        .as("a refusal is an answer of the protocol, with 200")
        .isEqualTo(new ScepClient.Answer.Refused("2"));
    HttpResponse<byte[]> capabilities = device.get("/mdm/apple/scep?operation=GetCACaps");
    assertThat(TrialDevice.text(capabilities).lines())
        .contains("AES", "SHA-256", "POSTPKIOperation", "Renewal");
    assertThat(
            device.get("/mdm/apple/scep?operation=GetCACert").headers().firstValue("Content-Type"))
        .contains("application/x-x509-ca-cert");
    TrialDevice.isEmpty(device.enrolled().idle());
  }

  /// Point 24.
  @Test
  void aProfileBringsTheAuthorityAndSaysHowToEnrol() throws IOException {
    HttpResponse<byte[]> answer = device.get("/mdm/apple/enroll");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-apple-aspen-config");
    List<Dictionary> payloads =
        TrialDevice.plist(answer).items("PayloadContent").stream()
            .map(Dictionary.class::cast)
            .toList();
    assertThat(payloads)
        .extracting(p -> p.text("PayloadType").orElse(""))
        .containsExactly("com.apple.security.root", "com.apple.security.scep", "com.apple.mdm");
    Dictionary mdm = payloads.get(2);
    assertThat(mdm.text("IdentityCertificateUUID")).isEqualTo(payloads.get(1).text("PayloadUUID"));
    assertThat(mdm.text("Topic")).contains("com.apple.mgmt.External.trial");
    assertThat(mdm.text("ServerURL")).contains(site.url() + "/mdm/apple/mdm");
    assertThat(mdm.items("ServerCapabilities"))
        .contains(new PlistValue.Text("com.apple.mdm.per-user-connections"));
    Files.write(folder.resolve("enroll.plist"), answer.body());
    TrialTools.run(
        folder, Map.of(), "plistutil", "-i", "enroll.plist", "-o", "enroll.bin", "-f", "bin");
    assertThat(Plist.read(Files.readAllBytes(folder.resolve("enroll.bin"))))
        .as("plistutil reads what we write, and writes what we read")
        .isEqualTo(Plist.read(answer.body()));
  }

  /// Point 25, but for its figures: a backend that hangs on decisions takes nothing from what does
  /// not need one, and what devices said meanwhile arrives in order.
  @Test
  void aBackendThatHangsHoldsNobodyElse() {
    device.enrolled();
    backend.answer("checkin", _ -> new FakeAnswer.Hang());
    List<CompletableFuture<Integer>> stuck = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      stuck.add(CompletableFuture.supplyAsync(() -> device.idle().statusCode()));
    }
    backend.says("declaration-tokens", 200, TrialApple.TOKENS);
    assertThat(device.declarative("tokens").statusCode()).isEqualTo(200);
    assertThat(device.get("/health").statusCode()).isEqualTo(200);
    assertThat(device.get("/mdm/apple/enroll").statusCode()).isEqualTo(200);
    assertThat(stuck).allMatch(answer -> answer.join() == 500);
    backend.says("event", 503, "");
    TrialDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    TrialDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    backend.takeAll();
    backend.await(device.udid, "CheckOut");
    List<String> said = new ArrayList<>(backend.said(device.udid));
    assertThat(said.subList(0, said.indexOf("CheckOut"))).contains("TokenUpdate");
    TrialDevice.isEmpty(device.idle());
  }

  private HttpResponse<byte[]> put(byte[] body, String signature) {
    TrialDevice silent = device.with(TrialTls.trusting(site.authority()));
    return silent.send(
        silent
            .request("/mdm/apple/mdm")
            .header("Content-Type", "application/x-apple-aspen-mdm")
            .header("Mdm-Signature", signature)
            .PUT(BodyPublishers.ofByteArray(body)));
  }

  private static String signed(byte[] body, String... signers) throws IOException {
    Files.write(folder.resolve("body.bin"), body);
    List<String> arguments = new ArrayList<>(List.of("cms", "-sign", "-binary", "-md", "sha256"));
    arguments.addAll(List.of(signers));
    arguments.addAll(List.of("-in", "body.bin", "-outform", "DER", "-out", "body.sig"));
    openssl(arguments.toArray(String[]::new));
    return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("body.sig")));
  }

  private static void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    TrialTools.run(folder, Map.of(), command.toArray(String[]::new));
  }
}
