package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The five operations of contract 1.3 and 1.4, as a caller sees them.
final class SubscriptionEdgeTest extends SharedSite {
  private static final String PATH = "/kwn/v1/subscriptions";
  private static final String ALL_SERVICES = "kdms kai ke kc";
  private static final URI HOOK = URI.create("https://receiver.example/hook");

  @Test
  void creatingAnswersThePayloadWrapperWithAnId() {
    KnoxAnswer answer =
        site.caller("ke")
            .post(
                PATH,
                """
                { "url": "https://some.domain/kwn-results", "events": ["KE_DEVICE_BULK_CREATE"] }
                """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.text())
        .matches(
            "\\{\"payload\":\\{\"id\":\"[0-9a-f]{24}\","
                + "\"url\":\"https://some\\.domain/kwn-results\","
                + "\"events\":\\[\"KE_DEVICE_BULK_CREATE\"]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the body                                             | what data says
        "{}                                                     | /url: required string",
        "{}                                                     | /events: ",
        "[]                                                     | required object",
        "{\"url\":7,\"events\":[\"KDMS_DEVICE_UPLOAD\"]}        | /url: required string",
        "{\"url\":URL}                                          | /events: ",
        "{\"url\":URL,\"events\":null}                          | /events: ",
        "{\"url\":URL,\"events\":\"KDMS_DEVICE_UPLOAD\"}        | /events: ",
        "{\"url\":URL,\"events\":[]}                            | /events: ",
        "{\"url\":URL,\"events\":[7]}                           | /events/0: ",
        "{\"url\":URL,\"events\":[null]}                        | /events/0: ",
        "{\"url\":URL,\"events\":[\"\"]}                        | there is no event \"\"",
        "{\"url\":URL,\"events\":[\"NO_SUCH\"]}                 | there is no event \"NO_SUCH\"",
        "{\"url\":URL,\"events\":[\"kdms_device_upload\"]}      | there is no event",
        "{\"url\":URL,\"events\":[\"KDMS_DEVICE_UPLOAD\",\"KDMS_DEVICE_UPLOAD\"]} | more than once",
        "{\"url\":\"\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}     | is missing",
        "{\"url\":\"/hook\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]} | must start with http:// or"
            + " https://",
        "{\"url\":\"ftp://a.example/\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]} | must start with",
        "{\"url\":\"https://a:b@c.example\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]} | must not carry a"
            + " user",
        "{\"url\":\"https://a.example/#b\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]} | must not have a"
            + " fragment",
        "{\"url\":\"https://a.example./\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]} | a dot at the end"
      })
  void aBadBodyIsRefusedWithTheReason(String body, String reason) {
    KnoxClient caller = site.caller("kdms");
    KnoxAnswer answer = caller.post(PATH, body.replace("URL", "\"" + HOOK + "\""));
    assertRefused(answer, 400, "RESOURCE_INVALID_PARAM", reason);
    assertThat(json(answer).get("code").intValue()).isEqualTo(4_000_000);
    assertThat(listed(caller)).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    KnoxClient caller = site.caller("kdms");
    assertThat(caller.subscribe(HOOK, List.of("KDMS_DEVICE_DELETE")).status()).isEqualTo(200);
    KnoxAnswer answer =
        caller.post(
            PATH,
            "{\"url\":\"ftp://u@h/#f\",\"events\":[\"NO_SUCH\",\"KDMS_DEVICE_DELETE\",\"X\"]}");
    assertThat(json(answer).get("data").textValue())
        .contains("https://", "NO_SUCH", "\"X\"")
        .contains("KDMS_DEVICE_DELETE is in another subscription already");
  }

  @Test
  void anEventIsSubscribedOnceInAnOrganization() {
    OrganizationId ours = site.newOrganization();
    KnoxClient caller = site.caller(ours, "kdms");
    assertThat(caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status()).isEqualTo(200);
    for (URI url : List.of(HOOK, URI.create("https://other.example/"))) {
      assertRefused(
          caller.subscribe(url, List.of("KDMS_DEVICE_DELETE", "KDMS_DEVICE_UPLOAD")),
          400,
          "RESOURCE_INVALID_PARAM",
          "KDMS_DEVICE_UPLOAD is in another subscription already");
    }
    assertThat(site.caller(ours, "kdms").subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status())
        .as("also for another client of the same organization")
        .isEqualTo(400);
    assertThat(site.caller("kdms").subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status())
        .as("but not for another organization")
        .isEqualTo(200);
    assertThat(listed(caller)).hasSize(1);
  }

  @Test
  void whatAProgramChangesIsInTheLogOfChanges() {
    OrganizationId ours = site.newOrganization();
    KnoxClient caller = site.caller(ours, "kdms");
    KnoxAnswer made = caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD"));
    String one = PATH + "/" + json(made).at("/payload/id").textValue();
    String other = "{\"url\":\"https://other.example/\",\"events\":[\"KDMS_DEVICE_DELETE\"]}";
    assertThat(caller.put(one, other).status()).isEqualTo(200);
    assertThat(caller.delete(one).status()).isEqualTo(204);
    assertThat(caller.delete(one).status()).isEqualTo(404);
    assertThat(site.audit(ours))
        .containsExactly("subscription.delete", "subscription.update", "subscription.create");
  }

  @Test
  void severalSubscriptionsMayShareAUrl() {
    KnoxClient caller = site.caller("kdms");
    assertThat(caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status()).isEqualTo(200);
    assertThat(caller.subscribe(HOOK, List.of("KDMS_DEVICE_DELETE")).status()).isEqualTo(200);
  }

  @Test
  void oneSubscriptionMayHaveManyEvents() {
    KnoxClient caller = site.caller("kai");
    List<String> events = List.of("KAI_WIFI_CONNECTIONS", "KAI_BATTERY_STATUS", "KAI_APP_ANR_FC");
    KnoxAnswer answer = caller.subscribe(HOOK, events);
    assertThat(json(answer).at("/payload/events"))
        .extracting(JsonNode::textValue)
        .containsExactlyElementsOf(events);
  }

  @Test
  void thereAreAtMostAsManySubscriptionsAsEvents() throws Exception {
    OrganizationId ours = site.newOrganization();
    LegacyCaller legacy = LegacyCaller.register(site, ours, "kdms kai ke kc");
    KnoxClient caller = site.caller(ours, ALL_SERVICES);
    for (CatalogueEvent event : site.service.events().catalogue().all()) {
      KnoxClient able = event.scopes().isEmpty() ? legacy.signed() : caller;
      assertThat(able.subscribe(HOOK, List.of(event.type().name())).status()).isEqualTo(200);
    }
    assertThat(listed(caller)).hasSize(25);
    assertRefused(
        caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")),
        422,
        "LIMIT_EXCEEDED",
        "as many as there are events");
    String id = listed(caller).getFirst();
    assertThat(caller.delete(PATH + "/" + id).status()).isEqualTo(204);
    assertRefused(
        caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")), 400, "RESOURCE_INVALID_PARAM", "in");
  }

  @ParameterizedTest
  @CsvSource({
    "kdms.devices:upload, KDMS_DEVICE_UPLOAD, 200",
    "kdms.devices:upload, KDMS_DEVICE_DELETE, 403",
    "kdms.devices,        KDMS_DEVICE_DELETE, 200",
    "kai.battery,         KAI_BATTERY_STATUS, 200",
    "kai.battery,         KAI_APP_ANR_FC,     403",
    "kdms kai ke kc,      KG_DEVICE_LOCKED,   403"
  })
  void scopesUnlockEvents(String scopes, String event, int status) {
    KnoxAnswer answer = site.caller(scopes).subscribe(HOOK, List.of(event));
    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertRefused(answer, 403, "AUTHORIZATION_FAIL", event + " needs ");
    }
  }

  @Test
  void ofLockedEventsNotEvenIsItToldThatTheyAreTaken() {
    OrganizationId ours = site.newOrganization();
    site.caller(ours, "kdms").subscribe(HOOK, List.of("KDMS_DEVICE_DELETE"));
    assertRefused(
        site.caller(ours, "kdms.devices:upload").subscribe(HOOK, List.of("KDMS_DEVICE_DELETE")),
        403,
        "AUTHORIZATION_FAIL",
        "kdms.devices:delete");
  }

  @Test
  void listsAreInTheOrderOfCreation() {
    KnoxClient caller = site.caller("kai");
    assertThat(caller.get(PATH).text()).isEqualTo("{\"payload\":[]}");
    List<String> ids = new ArrayList<>();
    for (String event : List.of("KAI_WIFI_CONNECTIONS", "KAI_APP_ANR_FC", "KAI_BATTERY_STATUS")) {
      ids.add(id(caller.subscribe(HOOK, List.of(event))));
    }
    assertThat(listed(caller)).isEqualTo(ids);
    KnoxAnswer one = caller.get(PATH + "/" + ids.get(1));
    assertThat(one.text())
        .isEqualTo(
            "{\"payload\":{\"id\":\"%s\",\"url\":\"%s\",\"events\":[\"KAI_APP_ANR_FC\"]}}"
                .formatted(ids.get(1), HOOK));
    assertThat(site.caller("kai").get(PATH).text()).isEqualTo("{\"payload\":[]}");
  }

  @Test
  void replacingKeepsTheIdAndChecksTheOthers() {
    KnoxClient caller = site.caller("kdms");
    String id = id(caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")));
    KnoxAnswer moved =
        caller.put(
            PATH + "/" + id,
            "{\"url\":\"https://new.example/\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}");
    assertThat(moved.status()).isEqualTo(200);
    assertThat(json(moved).at("/payload/id").textValue()).isEqualTo(id);
    assertThat(json(moved).at("/payload/url").textValue()).isEqualTo("https://new.example/");
    String other = id(caller.subscribe(HOOK, List.of("KDMS_DEVICE_DELETE")));
    String both = "{\"url\":\"%s\",\"events\":[\"KDMS_DEVICE_DELETE\",\"KDMS_DEVICE_UPLOAD\"]}";
    assertRefused(
        caller.put(PATH + "/" + id, both.formatted(HOOK)),
        400,
        "RESOURCE_INVALID_PARAM",
        "KDMS_DEVICE_DELETE is in another subscription already");
    assertThat(caller.delete(PATH + "/" + other).status()).isEqualTo(204);
    assertThat(caller.put(PATH + "/" + id, both.formatted(HOOK)).status()).isEqualTo(200);
    assertThat(listed(caller)).containsExactly(id);
  }

  @Test
  void aPutThatIsRefusedChangesNothing() {
    KnoxClient caller = site.caller("kdms");
    String id = id(caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")));
    String before = caller.get(PATH + "/" + id).text();
    assertRefused(
        caller.put(PATH + "/" + id, "{\"url\":\"https://new.example/\",\"events\":[]}"),
        400,
        "RESOURCE_INVALID_PARAM",
        "/events");
    assertRefused(
        caller.put(
            PATH + "/" + id,
            "{\"url\":\"https://new.example/\",\"events\":[\"KC_DEVICE_STATUS_CHANGE\"]}"),
        403,
        "AUTHORIZATION_FAIL",
        "kc");
    assertThat(caller.get(PATH + "/" + id).text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "636c1a692d0f427ee1f07470",
        "1",
        "636C1A692D0F427EE1F07470",
        "%20",
        "..%2f",
        "636c1a692d0f427ee1f0747000000000000000000000000000000000000"
      })
  void whatIsNotThereIsNotFound(String id) {
    KnoxClient caller = site.caller("kdms");
    String body = "{\"url\":\"https://new.example/\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}";
    assertNotFound(caller.get(PATH + "/" + id));
    assertNotFound(caller.put(PATH + "/" + id, body));
    assertNotFound(caller.delete(PATH + "/" + id));
  }

  @Test
  void whatOthersHaveIsNotFound() {
    KnoxClient theirs = site.caller("kdms");
    String id = id(theirs.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")));
    KnoxClient ours = site.caller("kdms");
    assertNotFound(ours.get(PATH + "/" + id));
    assertNotFound(ours.delete(PATH + "/" + id));
    assertNotFound(
        ours.put(
            PATH + "/" + id,
            "{\"url\":\"https://a.example/\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}"));
    assertThat(listed(theirs)).containsExactly(id);
  }

  @Test
  void theStatusOfSuccessCanBeChosen(@TempDir Path other) {
    KnoxSettings standard = KnoxSettings.STANDARD;
    KnoxSettings strict =
        new KnoxSettings(
            standard.signature(),
            standard.certificates(),
            standard.imeiCheck(),
            KnoxSettings.CallbackUrls.HTTPS_ONLY,
            201);
    try (KnoxSite strictSite = KnoxSite.open(other, strict)) {
      KnoxClient caller = strictSite.caller("kdms");
      assertThat(caller.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status()).isEqualTo(201);
      assertRefused(
          caller.subscribe(URI.create("http://a.example/"), List.of("KDMS_DEVICE_DELETE")),
          400,
          "RESOURCE_INVALID_PARAM",
          "must start with https://");
    }
  }

  private static void assertNotFound(KnoxAnswer answer) {
    assertRefused(answer, 404, "RESOURCE_NOT_FOUND", "No subscription found");
  }

  private static void assertRefused(KnoxAnswer answer, int status, String name, String reason) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    JsonNode body = json(answer);
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("errorId", "code", "message", "data");
    assertThat(body.get("code").isInt()).isTrue();
    assertThat(body.get("message").textValue()).isEqualTo(name);
    assertThat(body.get("data").textValue()).contains(reason);
    assertThat(body.get("errorId").textValue().replace("-", ""))
        .isEqualTo(answer.header("X-Request-Id").orElseThrow());
  }

  private static String id(KnoxAnswer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).at("/payload/id").textValue();
  }

  private static List<String> listed(KnoxClient caller) {
    List<String> ids = new ArrayList<>();
    json(caller.get(PATH)).get("payload").forEach(one -> ids.add(one.get("id").textValue()));
    return ids;
  }
}
