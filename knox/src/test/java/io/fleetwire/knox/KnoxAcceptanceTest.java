package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.header;
import static io.fleetwire.knox.KnoxSite.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The twelve compatibility checks of the contract's section 6, in its order.
final class KnoxAcceptanceTest extends SharedSite {
  private static final String SUBSCRIPTIONS = "/kwn/v1/subscriptions";

  /// An organization that is told at a URL of its own.
  private final class Customer {
    final OrganizationId organization = site.newOrganization();
    final URI url = URI.create("https://receiver.example/" + organization);
    final KnoxClient caller = site.caller(organization, "kdms kai");

    String subscribe(String... events) {
      KnoxAnswer answer = caller.subscribe(url, List.of(events));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      return json(answer).at("/payload/id").textValue();
    }

    List<OutboundRequest> told() {
      site.finishOperations();
      site.deliver();
      return site.sentTo(url);
    }
  }

  @Test
  void check1SubscribingReturnsThePayloadWrapperWithAnIdOf24HexDigits() {
    Customer customer = new Customer();
    assertThat(customer.subscribe("KDMS_DEVICE_UPLOAD")).matches("[0-9a-f]{24}");
  }

  @Test
  void check2AnEventIsInOneSubscriptionAndPuttingOnesOwnSetAgainIsFine() {
    Customer customer = new Customer();
    String id = customer.subscribe("KDMS_DEVICE_UPLOAD", "KDMS_DEVICE_DELETE");
    for (URI url : List.of(customer.url, URI.create("https://other.example/"))) {
      assertThat(customer.caller.subscribe(url, List.of("KDMS_DEVICE_UPLOAD")).status())
          .isEqualTo(400);
    }
    String same =
        "{\"url\":\"%s\",\"events\":[\"KDMS_DEVICE_UPLOAD\",\"KDMS_DEVICE_DELETE\"]}"
            .formatted(customer.url);
    assertThat(customer.caller.put(SUBSCRIPTIONS + "/" + id, same).status()).isEqualTo(200);
  }

  @Test
  void check3CallbacksCarryTheThreeHeaders() {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD");
    customer.caller.upload(List.of(DeviceNumbers.serial(301)));
    OutboundRequest callback = only(customer.told());
    assertThat(header(callback, "X-WSM-SIGNATURE").split("\\.")).hasSize(3);
    assertThat(header(callback, "X-WSM-TRACEID")).isNotBlank();
    assertThat(header(callback, "x-knox-nonce")).isNotBlank();
  }

  @Test
  void check4BodiesAreFixpointsOfTheReceiversRoundTrip() {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD");
    customer.caller.upload(List.of(DeviceNumbers.imei(401), "bad/\u00e9\u0001\"\\"));
    OutboundRequest callback = only(customer.told());
    String body = text(callback);
    assertThat(VendorReceiver.rewritten(callback.body().bytes())).isEqualTo(body);
    assertThat(body).startsWith("{\"payload\":{").doesNotContain("\": ").contains("\\u0001", "É");
  }

  @ParameterizedTest
  @EnumSource
  void check5TheVendorsVerifierPassesAndInAlignedModeEveryOther(
      SignatureEncoding mode, @TempDir Path folder) throws CertificateException {
    KnoxSettings standard = KnoxSettings.STANDARD;
    KnoxSettings settings =
        new KnoxSettings(
            mode, standard.certificates(), standard.imeiCheck(), standard.callbackUrls(), 200);
    try (KnoxSite other = KnoxSite.open(folder, settings)) {
      OrganizationId organization = other.newOrganization();
      URI url = URI.create("https://receiver.example/" + mode);
      other.caller(organization, "kai").subscribe(url, List.of("KAI_WIFI_CONNECTIONS"));
      for (String name : List.of("", "a", "ab", "é", "日本", "😀", "\\u001f")) {
        publish(other, organization, "{ \"ssid\" : \"" + name + "\", \"bands\" : 5.00 }");
      }
      other.deliver();
      X509Certificate certificate = certificate(other, "");
      Set<Integer> lengths = new HashSet<>();
      for (OutboundRequest callback : other.sentTo(url)) {
        boolean whole = callback.body().size() % 3 == 0;
        lengths.add(callback.body().size() % 3);
        assertThat(vendorAccepts(certificate, callback))
            .isEqualTo(mode != SignatureEncoding.RFC7515 || whole);
        assertThat(standardAccepts(certificate, callback))
            .isEqualTo(mode != SignatureEncoding.PADDED || whole);
      }
      assertThat(lengths).hasSize(mode == SignatureEncoding.ALIGNED ? 1 : 3);
    }
  }

  @Test
  void check6NamesOfAllKindsAndTenThousandDevicesPassToo() throws CertificateException {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD", "KAI_WIFI_DISCONNECTIONS");
    publish(
        site,
        customer.organization,
        "KAI_WIFI_DISCONNECTIONS",
        "{\"ssid\":\"Büro 日本 😀\\u0000\\n\",\"groupName\":\"Ünïcödé GmbH & Co. / \\\"KG\\\"\"}");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 9_999; i++) {
      many.add(DeviceNumbers.imei(60_000 + i));
    }
    many.add("Gerät 😀");
    customer.caller.upload(many);
    List<OutboundRequest> told = customer.told();
    assertThat(told).hasSize(2);
    for (OutboundRequest callback : told) {
      assertThat(vendorAccepts(certificate(site, ""), callback)).isTrue();
      assertThat(standardAccepts(certificate(site, ""), callback)).isTrue();
    }
  }

  @Test
  void check7TheCallersTransactionIdIsTheCallbacksTraceId() {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD", "KDMS_DEVICE_DELETE");
    customer
        .caller
        .with("X-WSM-TXID", "upload-of-monday")
        .upload(List.of(DeviceNumbers.serial(701)));
    assertThat(header(only(customer.told()), "X-WSM-TRACEID")).isEqualTo("upload-of-monday");
    KnoxAnswer answer =
        customer.caller.post("/kdms/v1/devices/delete", "{\"deviceIds\":[\"SERIAL701\"]}");
    assertThat(header(customer.told().getLast(), "X-WSM-TRACEID"))
        .isEqualTo(answer.header("X-WSM-TRACEID").orElseThrow());
  }

  @Test
  void check8AfterAServerErrorThereIsOneMoreAttemptWithTheSameBodyAndAFreshNonce() {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD");
    customer.caller.upload(List.of(DeviceNumbers.serial(801)));
    site.finishOperations();
    site.sender.answerNext(500);
    assertThat(customer.told()).hasSize(1);
    site.clock.advance(Duration.ofSeconds(73));
    List<OutboundRequest> told = customer.told();
    assertThat(told).hasSize(2);
    OutboundRequest first = told.getFirst();
    OutboundRequest second = told.getLast();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(header(second, "X-WSM-TRACEID")).isEqualTo(header(first, "X-WSM-TRACEID"));
    assertThat(jose(second).get("jti")).isEqualTo(jose(first).get("jti"));
    assertThat(header(second, "x-knox-nonce")).isNotEqualTo(header(first, "x-knox-nonce"));
    assertThat(jose(second).get("nonce").textValue()).isEqualTo(header(second, "x-knox-nonce"));
    site.clock.advance(Duration.ofDays(3));
    assertThat(customer.told()).hasSize(2);
  }

  @Test
  void check9TheDownloadedCertificateVerifiesAndAfterRotationTheNewOneDoes(@TempDir Path folder)
      throws CertificateException {
    try (KnoxSite other = KnoxSite.open(folder)) {
      OrganizationId organization = other.newOrganization();
      URI url = URI.create("https://receiver.example/");
      other.caller(organization, "kai").subscribe(url, List.of("KAI_WIFI_CONNECTIONS"));
      X509Certificate old = certificate(other, "");
      publish(other, organization, "{}");
      other.deliver();
      assertThat(vendorAccepts(old, other.sentTo(url).getLast())).isTrue();
      other.knox.certificates().rekey();
      X509Certificate next = certificate(other, "?next=true");
      assertThat(certificate(other, "")).isEqualTo(old);
      other.clock.advance(Duration.ofDays(31));
      other.finishOperations();
      assertThat(certificate(other, "")).isEqualTo(next);
      publish(other, organization, "{}");
      other.deliver();
      assertThat(vendorAccepts(old, other.sentTo(url).getLast())).isFalse();
      assertThat(vendorAccepts(next, other.sentTo(url).getLast())).isTrue();
    }
  }

  @Test
  void check9TheCertificateIsAFileAtBothPathsForEverybody() {
    KnoxAnswer one = site.anonymous().certificate();
    KnoxAnswer other = site.anonymous().get("/downloadCertificate");
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.header("Content-Type")).contains("application/x-pem-file");
    assertThat(one.header("Content-Disposition"))
        .contains("attachment; filename=\"samsung-knox-validation-certificate.pem\"");
    assertThat(one.text())
        .startsWith("-----BEGIN CERTIFICATE-----\n")
        .endsWith("\n-----END CERTIFICATE-----\n")
        .containsOnlyOnce("BEGIN");
    assertThat(other.text()).isEqualTo(one.text());
  }

  @Test
  void check10TokensLive599SecondsOrUpToAnHourAndDieWhenRevoked() {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kdms");
    KnoxClient anonymous = site.anonymous();
    assertThat(json(anonymous.token(client, Map.of())).get("expires_in").intValue()).isEqualTo(599);
    KnoxAnswer hour = anonymous.token(client, Map.of("expires_in", "3600"));
    assertThat(hour.status()).isEqualTo(200);
    assertThat(json(anonymous.token(client, Map.of("expires_in", "3601"))).get("error").textValue())
        .isEqualTo("invalid_request");
    String token = json(hour).get("access_token").textValue();
    assertThat(anonymous.bearing(token).get(SUBSCRIPTIONS).status()).isEqualTo(200);
    anonymous.revoke(client, token);
    assertThat(anonymous.bearing(token).get(SUBSCRIPTIONS).status()).isEqualTo(401);
  }

  @Test
  void check11TenThousandOneAreRefusedAndTenThousandEndInOneCallback() {
    Customer customer = new Customer();
    customer.subscribe("KDMS_DEVICE_UPLOAD");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      many.add(DeviceNumbers.imei(110_000 + i));
    }
    many.addAll(many.subList(0, 500));
    for (int i = 0; i < 500; i++) {
      many.add("invalid-" + i);
    }
    many.add("ONEMORE1");
    assertThat(customer.caller.upload(many).status()).isEqualTo(400);
    assertThat(customer.caller.upload(many.subList(0, 10_000)).status()).isEqualTo(202);
    JsonNode payload = json(text(only(customer.told()))).get("payload");
    assertThat(payload.get("totalCount").intValue()).isEqualTo(9_500);
    assertThat(payload.get("successCount").intValue()).isEqualTo(9_000);
    assertThat(payload.get("failureCount").intValue()).isEqualTo(500);
    assertThat(payload.get("successfulDevices")).hasSize(9_000);
    assertThat(payload.get("failedDevices")).hasSize(500);
  }

  @Test
  void check12AScopeForUploadsUnlocksUploadsOnly() {
    KnoxClient caller = site.caller("kdms.devices:upload");
    URI url = URI.create("https://receiver.example/");
    assertThat(caller.subscribe(url, List.of("KDMS_DEVICE_UPLOAD")).status()).isEqualTo(200);
    assertThat(caller.subscribe(url, List.of("KDMS_DEVICE_DELETE")).status()).isEqualTo(403);
  }

  @Test
  void everyEventOfTheCatalogueCanBePublished() {
    OrganizationId organization = site.newOrganization();
    for (CatalogueEvent event : site.service.events().catalogue().all()) {
      assertThat(publish(site, organization, event.type().name(), "{}"))
          .isInstanceOf(KnoxEvents.Answer.Published.class);
    }
    assertThat(publish(site, organization, "NO_SUCH", "{}"))
        .isEqualTo(new KnoxEvents.Answer.UnknownEvent("NO_SUCH"));
    assertThat(publish(site, organization, "KDMS_DEVICE_UPLOAD", "[]"))
        .isInstanceOf(KnoxEvents.Answer.BadPayload.class);
  }

  private static void publish(KnoxSite site, OrganizationId organization, String payload) {
    publish(site, organization, "KAI_WIFI_CONNECTIONS", payload);
  }

  private static KnoxEvents.Answer publish(
      KnoxSite site, OrganizationId organization, String type, String payload) {
    return site.service
        .events()
        .publish(
            organization,
            new KnoxEvents.Draft(
                type,
                new Subject("R58M00AAAAA"),
                new TraceId("trace"),
                new Payload("application/json", payload.getBytes(UTF_8))));
  }

  private static X509Certificate certificate(KnoxSite site, String query)
      throws CertificateException {
    KnoxAnswer answer = site.anonymous().get("/kwn/v1/downloadCertificate" + query);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(answer.body().bytes()));
  }

  private static boolean vendorAccepts(X509Certificate certificate, OutboundRequest callback) {
    return VendorReceiver.accepts(
        certificate, header(callback, "X-WSM-SIGNATURE"), callback.body().bytes());
  }

  private static boolean standardAccepts(X509Certificate certificate, OutboundRequest callback) {
    return VendorReceiver.acceptsByStandard(
        certificate, header(callback, "X-WSM-SIGNATURE"), callback.body().bytes());
  }

  private static JsonNode jose(OutboundRequest callback) {
    String encoded = header(callback, "X-WSM-SIGNATURE").split("\\.")[0];
    return json(new String(Base64.getUrlDecoder().decode(encoded), UTF_8));
  }

  private static OutboundRequest only(List<OutboundRequest> callbacks) {
    assertThat(callbacks).hasSize(1);
    return callbacks.getFirst();
  }

  private static String text(OutboundRequest callback) {
    return new String(callback.body().bytes(), UTF_8);
  }
}
