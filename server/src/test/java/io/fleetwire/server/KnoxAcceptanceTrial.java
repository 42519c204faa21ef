package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.knox.KnoxEvents;
import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The twelve checks by which a server counts as compatible with the vendor's webhook notification
/// and device management services. One method is one check, by the number in its comment; each
/// drives the whole server through its sockets, and receives what it sends.
final class KnoxAcceptanceTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String UPLOAD = "KDMS_DEVICE_UPLOAD";
  private static final String DELETE = "KDMS_DEVICE_DELETE";
  private static final String ID = "[0-9a-f]{24}";

  private static TrialServer server;

  private final FakeReceiver receiver = FakeReceiver.start();

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// A callback that was received is not yet one whose answer was: the next test waits for all.
  @AfterEach
  void stopReceiving() {
    server.awaitIdle();
    receiver.close();
  }

  /// Check 1.
  @Test
  void aNewSubscriptionIsAnsweredInThePayloadWrapper() {
    KnoxClient caller = server.company("kdms.devices").caller();
    String url = receiver.url("/a").toString();
    KnoxAnswer answer =
        caller.post(
            "/kwn/v1/subscriptions", "{\"url\":\"" + url + "\",\"events\":[\"" + UPLOAD + "\"]}");
    JsonNode json = TrialJson.of(200, answer);
    assertThat(json.propertyNames()).containsExactly("payload");
    JsonNode payload = json.path("payload");
    assertThat(payload.propertyNames()).containsExactly("id", "url", "events");
    assertThat(payload.path("id").stringValue()).matches(ID);
    assertThat(payload.path("url").stringValue()).isEqualTo(url);
    assertThat(TrialJson.texts(payload.path("events"))).containsExactly(UPLOAD);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
  }

  /// Check 2.
  @Test
  void anEventIsInOneSubscriptionOnly() {
    TrialCompany company = server.company("kdms kai ke kc");
    KnoxClient caller = company.caller();
    TrialLegacyKey legacy = TrialLegacyKey.register(server, company, "kdms kai ke kc");
    String id = subscribe(caller, UPLOAD);
    assertThat(caller.subscribe(receiver.url("/a"), List.of(UPLOAD)).status()).isEqualTo(400);
    assertThat(caller.subscribe(receiver.url("/b"), List.of(DELETE, UPLOAD)).status())
        .isEqualTo(400);
    String same = "{\"url\":\"" + receiver.url("/c") + "\",\"events\":[\"" + UPLOAD + "\"]}";
    JsonNode replaced = TrialJson.of(200, caller.put("/kwn/v1/subscriptions/" + id, same));
    assertThat(replaced.path("payload").path("id").stringValue()).isEqualTo(id);
    Set<String> events = catalogue();
    for (String event : events) {
      // The guard service has no scopes: its events are for legacy callers.
      int expected = event.equals(UPLOAD) ? 400 : 200;
      assertThat(legacy.caller().subscribe(receiver.url("/d"), List.of(event)).status())
          .as(event)
          .isEqualTo(expected);
    }
    for (String event : events) {
      assertThat(legacy.caller().subscribe(receiver.url("/e"), List.of(event)).status())
          .isIn(400, 422);
    }
    JsonNode all = TrialJson.of(200, caller.get("/kwn/v1/subscriptions")).path("payload");
    assertThat(all.size()).isEqualTo(events.size());
  }

  /// Check 3.
  @Test
  void aCallbackCarriesSignatureTraceAndNonce() {
    KnoxClient caller = server.company("kdms.devices").caller();
    subscribe(caller, UPLOAD);
    upload(caller, List.of(DeviceNumbers.imei(300)));
    TrialCallback callback = callback();
    assertThat(callback.request().method()).isEqualTo("POST");
    assertThat(callback.request().header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(callback.signature().split("\\.")).hasSize(3);
    assertThat(callback.signature()).isNotBlank();
    assertThat(callback.trace()).isNotBlank();
    assertThat(callback.nonce()).isNotBlank();
    assertThat(callback.jose().path("nonce").stringValue()).isEqualTo(callback.nonce());
  }

  /// Check 4.
  @Test
  void aBodySurvivesBeingParsedAndWrittenAgain() {
    KnoxClient caller = server.company("kdms.devices").caller();
    String id = subscribe(caller, UPLOAD);
    upload(caller, List.of(DeviceNumbers.imei(400), DeviceNumbers.meid(400), "x y", "R5/ÄÖ\"\\"));
    TrialCallback callback = callback();
    assertThat(TrialVendorSample.parsedAndWrittenAgain(callback.body())).isEqualTo(callback.body());
    assertThat(callback.text()).startsWith("{\"payload\":{").endsWith("\"" + id + "\"}");
    assertThat(withoutStrings(callback.text())).doesNotContainAnyWhitespaces().doesNotContain(".");
  }

  /// Check 5, first half: in the vendor's own mode, whatever the length of the body.
  @Test
  void theVendorsSampleVerifiesBodiesOfEveryLength(@TempDir Path other) {
    try (TrialServer padding =
        TrialServer.start(other, new TrialClock(), Map.of("kwn.signature", "padded"))) {
      KnoxClient caller = padding.company("kdms.devices").caller();
      String certificate = padding.anybody().certificate().text();
      subscribe(caller, UPLOAD);
      List<TrialCallback> callbacks = uploadSerialsOfThreeLengths(caller);
      assertThat(callbacks).allMatch(callback -> TrialVendorSample.verifies(certificate, callback));
      assertThat(callbacks).extracting(c -> c.body().length % 3).contains(0, 1, 2);
    }
  }

  /// Check 5, second half: as we sign by default, a library for RFC 7515 verifies as well.
  @Test
  void librariesVerifyWhatIsAligned() {
    KnoxClient caller = server.company("kdms.devices").caller();
    String certificate = server.anybody().certificate().text();
    subscribe(caller, UPLOAD);
    for (TrialCallback callback : uploadSerialsOfThreeLengths(caller)) {
      assertThat(TrialVendorSample.verifies(certificate, callback)).isTrue();
      assertThat(TrialVendorSample.verifiesByTheRfc(certificate, callback)).isTrue();
    }
  }

  /// Check 6.
  @Test
  void namesAndControlCharactersAreVerifiedLikeAnythingElse() {
    TrialCompany company = server.company("kdms.devices kai");
    subscribe(company.caller(), "KAI_WIFI_CONNECTIONS");
    String wifi =
        "{ \"ssid\": \"Caf\\u00e9 \\ud83d\\ude00 \\/ \\\"b\\\"\", \"vendorName\": \"株式会社\","
            + " \"oui\": \"\\u0000\\u001f\\u007f\\t\\u2028\", \"rssi\": -61, \"bands\": 5.0,"
            + " \"linkspeed\": 1e7 }";
    server
        .events()
        .publish(
            company.id(),
            new KnoxEvents.Draft(
                "KAI_WIFI_CONNECTIONS",
                new Subject("device-1"),
                new TraceId("names"),
                new Payload("application/json", wifi.getBytes(StandardCharsets.UTF_8))));
    TrialCallback callback = callback();
    assertVerifiesBothWays(callback);
    assertThat(callback.payload().path("vendorName").stringValue()).isEqualTo("株式会社");
    assertThat(callback.payload().path("ssid").stringValue()).isEqualTo("Café 😀 / \"b\"");
    assertThat(callback.payload().path("oui").stringValue()).isEqualTo("\0\u001f\u007f\t\u2028");
  }

  /// Check 7.
  @Test
  void theTransactionOfTheUploadIsTheTraceOfTheCallback() {
    KnoxClient caller = server.company("kdms.devices").caller();
    subscribe(caller, UPLOAD);
    KnoxAnswer answer =
        caller.with("X-WSM-TXID", "tx-4711/a").upload(List.of(DeviceNumbers.imei(700)));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(callback().trace()).isEqualTo("tx-4711/a");
  }

  /// Check 7, for callers that send none: they are told which one was made for them.
  @Test
  void aTraceThatWasMadeIsToldToTheCaller() {
    KnoxClient caller = server.company("kdms.devices").caller();
    subscribe(caller, UPLOAD);
    KnoxAnswer answer = caller.upload(List.of(DeviceNumbers.imei(701)));
    assertThat(answer.header("X-WSM-TRACEID")).contains(callback().trace());
  }

  /// Check 8.
  @Test
  void afterOneFailureThereIsOneFurtherAttempt() {
    KnoxClient caller = server.company("kdms.devices").caller();
    receiver.answer(FakeAnswer.status(500), FakeAnswer.status(200));
    subscribe(caller, UPLOAD);
    upload(caller, List.of(DeviceNumbers.imei(800)));
    receiver.await(1, BOUND);
    server.awaitSettled();
    server.clock().advance(Duration.ofMinutes(2));
    receiver.await(2, BOUND);
    server.awaitIdle();
    assertThat(receiver.received()).isEqualTo(2);
    TrialCallback first = TrialCallback.of(receiver.callbacks().getFirst());
    TrialCallback second = TrialCallback.of(receiver.callbacks().getLast());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.trace()).isEqualTo(first.trace());
    assertThat(second.delivery()).isEqualTo(first.delivery()).isNotBlank();
    assertThat(second.nonce()).isNotEqualTo(first.nonce());
    assertVerifiesBothWays(second);
  }

  /// Check 9.
  @Test
  void theServedCertificateVerifiesTheLatestCallback(@TempDir Path other) {
    try (TrialServer rotating = TrialServer.start(other)) {
      KnoxClient caller = rotating.company("kdms.devices").caller();
      subscribe(caller, UPLOAD);
      upload(caller, List.of(DeviceNumbers.imei(900)));
      TrialCallback before = callback();
      String old = rotating.anybody().get("/downloadCertificate").text();
      assertThat(TrialVendorSample.verifies(old, before)).isTrue();
      rotating.changeSigningKey();
      upload(caller, List.of(DeviceNumbers.imei(901)));
      TrialCallback after = TrialCallback.of(receiver.await(2, BOUND).getLast());
      String fresh = rotating.anybody().get("/downloadCertificate").text();
      assertThat(TrialVendorSample.verifies(old, after)).isFalse();
      assertThat(TrialVendorSample.verifies(fresh, after)).isTrue();
      assertThat(rotating.anybody().certificate().text()).isEqualTo(fresh);
    }
  }

  /// Check 10.
  @Test
  void tokensLiveAsLongAsTheyWereWishedAndDieWhenRevoked() {
    TrialCompany company = server.company("kdms.devices");
    KnoxClient anybody = server.anybody();
    assertThat(expiresIn(company, Map.of())).isEqualTo(599);
    assertThat(expiresIn(company, Map.of("expires_in", "3600"))).isEqualTo(3600);
    JsonNode refused =
        TrialJson.of(400, anybody.token(company.client(), Map.of("expires_in", "3601")));
    assertThat(refused.path("error").stringValue()).isEqualTo("invalid_request");
    String token = token(company, Map.of());
    KnoxClient bearer = anybody.bearing(token);
    assertThat(bearer.get("/kwn/v1/subscriptions").status()).isEqualTo(200);
    KnoxAnswer revoked = anybody.revoke(company.client(), token);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body().size()).isZero();
    assertThat(bearer.get("/kwn/v1/subscriptions").status()).isEqualTo(401);
  }

  /// Check 11.
  @Test
  void tenThousandDevicesAreTakenAndOneMoreIsNot() {
    KnoxClient caller = server.company("kdms.devices").caller();
    subscribe(caller, UPLOAD);
    List<String> imeis =
        new ArrayList<>(IntStream.range(100_000, 110_000).mapToObj(DeviceNumbers::imei).toList());
    imeis.set(17, imeis.get(4_711).toLowerCase(Locale.ROOT) + " ");
    imeis.set(18, "no device");
    String operation = upload(caller, imeis);
    TrialCallback callback = callback();
    assertThat(callback.operation()).isEqualTo(operation);
    int successes = callback.payload().path("successCount").asInt();
    int failures = callback.payload().path("failureCount").asInt();
    assertThat(successes).isEqualTo(9_998);
    assertThat(successes + failures).isEqualTo(9_999);
    assertVerifiesBothWays(callback);
    imeis.add(DeviceNumbers.imei(110_000));
    JsonNode refused = TrialJson.of(400, caller.upload(imeis));
    assertThat(refused.path("code").stringValue()).isEqualTo("DEVICE_LIST_OVER_MAX_SIZE");
    server.awaitIdle();
    assertThat(receiver.received()).isEqualTo(1);
  }

  /// Check 12.
  @Test
  void aScopeUnlocksItsEventsAlone() {
    KnoxClient caller = server.company("kdms.devices:upload").caller();
    subscribe(caller, UPLOAD);
    KnoxAnswer refused = caller.subscribe(receiver.url("/b"), List.of(DELETE));
    assertThat(TrialJson.of(403, refused).path("message").stringValue())
        .isEqualTo("AUTHORIZATION_FAIL");
  }

  private void assertVerifiesBothWays(TrialCallback callback) {
    String certificate = server.anybody().certificate().text();
    assertThat(TrialVendorSample.verifies(certificate, callback)).isTrue();
    assertThat(TrialVendorSample.verifiesByTheRfc(certificate, callback)).isTrue();
  }

  private List<TrialCallback> uploadSerialsOfThreeLengths(KnoxClient caller) {
    for (String serial : List.of("SAME01", "SAME012", "SAME0123")) {
      upload(caller, List.of(serial));
    }
    return receiver.await(3, BOUND).stream().map(TrialCallback::of).toList();
  }

  private TrialCallback callback() {
    return TrialCallback.of(receiver.await(1, BOUND).getFirst());
  }

  private String subscribe(KnoxClient caller, String event) {
    JsonNode made = TrialJson.of(200, caller.subscribe(receiver.url("/a"), List.of(event)));
    return made.path("payload").path("id").stringValue();
  }

  private static String upload(KnoxClient caller, List<String> identifiers) {
    return TrialJson.of(202, caller.upload(identifiers))
        .path("data")
        .path("operationId")
        .stringValue();
  }

  private static int expiresIn(TrialCompany company, Map<String, String> wishes) {
    return TrialJson.of(200, server.anybody().token(company.client(), wishes))
        .path("expires_in")
        .asInt();
  }

  private static String token(TrialCompany company, Map<String, String> wishes) {
    return TrialJson.of(200, server.anybody().token(company.client(), wishes))
        .path("access_token")
        .stringValue();
  }

  private static Set<String> catalogue() {
    return server.events().catalogue().all().stream()
        .map(event -> event.type().name())
        .collect(Collectors.toSet());
  }

  private static String withoutStrings(String json) {
    return json.replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "");
  }
}
