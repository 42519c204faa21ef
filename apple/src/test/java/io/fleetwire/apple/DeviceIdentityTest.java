package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.Certificates;
import io.fleetwire.plist.Plist;
import io.fleetwire.testkit.FakeAuthority;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Points 15 and 16 of the contract's acceptance list: signatures over real sockets, and the forms
/// of proxies' headers. How signatures themselves are judged is tested where they are.
final class DeviceIdentityTest {
  private static final X509Certificate CERTIFICATE = TestDevice.certificate(AppleSite.AUTHORITY);
  private static final String BASE64 =
      Base64.getEncoder().encodeToString(Certificates.der(CERTIFICATE));
  private static final String PEM = Certificates.pem(CERTIFICATE);
  private static final String CHAIN = "Client-Cert-Chain";
  private static final String ESCAPED = URLEncoder.encode(PEM, StandardCharsets.UTF_8);

  @Test
  void aSignatureOverOtherBytesIsRefusedAndNobodyIsUnenrolled(@TempDir Path folder) {
    try (FakeBackend backend = FakeBackend.start();
        AppleSite site = AppleSite.open(folder, backend)) {
      TestDevice device = site.enrolled("UDID-1");
      byte[] idle = Plist.xml(device.identifiers.with("Status", "Idle"));
      assertThat(put(device, idle, device.signature(new byte[] {1})).statusCode()).isEqualTo(400);
      assertThat(put(device, idle, "").statusCode()).isEqualTo(400);
      assertThat(put(device, idle, "AAAA".repeat(5_000)).statusCode()).isEqualTo(400);
      assertThat(put(device, idle, device.signature(idle)).statusCode()).isEqualTo(200);
      Authority other =
          Authority.create("Other", InstantSource.system().instant(), new SecureRandom());
      assertThat(device.with(TestDevice.certificate(other)).idle().statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aCertificateIsPinnedAtFirstUse(@TempDir Path folder) {
    try (FakeBackend backend = FakeBackend.start();
        AppleSite site = AppleSite.open(folder, backend)) {
      TestDevice device = site.enrolled("UDID-1");
      TestDevice other = site.enrolled("UDID-2");
      X509Certificate third = TestDevice.certificate(AppleSite.AUTHORITY);
      assertThat(device.with(third).idle().statusCode()).as("another certificate").isEqualTo(400);
      assertThat(device.with(other.certificate).idle().statusCode()).isEqualTo(400);
      assertThat(other.as(device.identifiers).checkIn(device.authenticate()).statusCode())
          .as("one certificate is one device")
          .isEqualTo(400);
      TestDevice again = device.with(third);
      again.enrol();
      assertThat(again.idle().statusCode()).as("it has enrolled anew").isEqualTo(200);
      assertThat(device.idle().statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aProxysHeaderCountsFromAProxyAlone(@TempDir Path folder) {
    try (FakeBackend backend = FakeBackend.start()) {
      AppleSettings plain = AppleSite.settings(backend);
      AppleSettings proxied = behindProxies(plain, List.of());
      try (AppleSite site = AppleSite.open(folder.resolve("plain"), plain)) {
        assertThat(forwarded(site.device("UDID-1"), "Client-Cert", ":" + BASE64 + ":"))
            .isEqualTo(400);
      }
      try (AppleSite site = AppleSite.open(folder.resolve("proxied"), proxied)) {
        TestDevice device = site.device("UDID-1");
        assertThat(forwarded(device, "X-SSL-Client-Cert", ESCAPED)).isEqualTo(400);
        assertThat(forwarded(device, "Client-Cert", ":AAAA:")).isEqualTo(400);
        assertThat(forwarded(device, "Client-Cert", ":" + BASE64 + ":")).isEqualTo(200);
      }
    }
  }

  /// RFC 9440, section 2.3: what lies between a device and whom we trust comes beside.
  @Test
  void aChainThatAProxyHandsOnLeadsToWhomWeTrust(@TempDir Path folder) {
    Instant now = InstantSource.system().instant();
    FakeAuthority root = FakeAuthority.create("Root", now);
    FakeAuthority middle = root.below("Middle", now);
    String device = sequence(middle.issue(now, "device").certificate());
    String chain = sequence(middle.certificate()) + ", " + sequence(root.certificate());
    FakeAuthority strange = FakeAuthority.create("Middle", now);
    try (FakeBackend backend = FakeBackend.start();
        AppleSite site =
            AppleSite.open(
                folder, behindProxies(AppleSite.settings(backend), List.of(root.certificate())))) {
      TestDevice asked = site.device("UDID-1");
      assertThat(forwarded(asked, "Client-Cert", device)).isEqualTo(400);
      assertThat(forwarded(asked, "Client-Cert", device, CHAIN, sequence(strange.certificate())))
          .isEqualTo(400);
      assertThat(forwarded(asked, "Client-Cert", device, CHAIN, "x, :AA:, , :" + device))
          .isEqualTo(400);
      assertThat(forwarded(asked, "Client-Cert", device, CHAIN, chain)).isEqualTo(200);
      String other = sequence(middle.issue(now, "other").certificate());
      assertThat(
              forwarded(
                  site.device("UDID-2"),
                  "Client-Cert",
                  other,
                  CHAIN,
                  sequence(root.certificate()),
                  CHAIN,
                  sequence(middle.certificate())))
          .as("in two headers, and not in their order")
          .isEqualTo(200);
    }
  }

  private static String sequence(X509Certificate certificate) {
    return ":" + Base64.getEncoder().encodeToString(Certificates.der(certificate)) + ":";
  }

  private static AppleSettings behindProxies(AppleSettings plain, List<X509Certificate> issuers) {
    return new AppleSettings(
        plain.webhookUrl(),
        plain.publicUrl(),
        plain.organization(),
        plain.profile(),
        plain.acme(),
        new AppleSettings.Proxies("127.0.0.1"::equals, "Client-Cert", issuers),
        plain.errors(),
        plain.signature(),
        plain.limits());
  }

  static List<String> forms() {
    return List.of(
        ":" + BASE64 + ":",
        " :" + BASE64 + ": ",
        ESCAPED,
        PEM.replace("\n", "%0A"),
        PEM.replace("\n", ""),
        PEM.replace("\n", " "),
        BASE64,
        "Hash=" + "0".repeat(64) + ";Cert=\"" + ESCAPED + "\";Subject=\"CN=a,O=b;c\"",
        "By=spiffe://x;Cert=\"other\",Cert=\"" + ESCAPED + "\"");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOfHeaderIsRead(String header) {
    assertThat(certificate(header)).contains(CERTIFICATE);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNoCertificateIsNone(String header) {
    assertThat(certificate(header)).isEmpty();
  }

  static List<String> broken() {
    return List.of(
        "",
        ":",
        "::",
        ":" + BASE64,
        "(null)",
        "%",
        "%zz",
        "Cert=",
        "Hash=abc",
        "Cert=\"" + ESCAPED + "\",By=next-hop",
        "-----BEGIN CERTIFICATE-----",
        "A".repeat(100_000),
        BASE64.substring(4));
  }

  @Test
  void brokenHeadersAreReadOrNot() {
    Random random = new Random(3);
    for (String form : forms()) {
      for (int round = 0; round < 500; round++) {
        StringBuilder broken = new StringBuilder(form);
        broken.setCharAt(random.nextInt(broken.length()), (char) (32 + random.nextInt(95)));
        assertThat(certificate(broken.toString())).isNotNull();
      }
    }
  }

  private static Optional<X509Certificate> certificate(String header) {
    return CertificateHeader.find(header).flatMap(Certificates::parse);
  }

  private static int forwarded(TestDevice device, String... headers) {
    return TestDevice.send(
            device
                .request("/mdm/apple/mdm")
                .header("Content-Type", "application/x-apple-aspen-mdm-checkin")
                .headers(headers)
                .method("PUT", BodyPublishers.ofByteArray(Plist.xml(device.authenticate()))))
        .statusCode();
  }

  private static HttpResponse<byte[]> put(TestDevice device, byte[] body, String signature) {
    return TestDevice.send(
        device
            .request("/mdm/apple/mdm")
            .header("Content-Type", "application/x-apple-aspen-mdm")
            .header("Mdm-Signature", signature)
            .method("PUT", BodyPublishers.ofByteArray(body)));
  }
}
