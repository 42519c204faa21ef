package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/// Whatever a caller does wrong gets a clear answer in the form of its path family, and changes
/// nothing: what the organization has is compared before and after.
final class EdgeErrorTrial {
  private static final String SUBSCRIPTIONS = "/kwn/v1/subscriptions";
  private static final String UPLOAD = "/kdms/v1/devices/upload";
  private static final String DELETE = "/kdms/v1/devices/delete";
  private static final String DEVICES = "/kdms/v1/devices/getDevices";
  private static final String TOKEN = "/ams/v1/oauth2/token";
  private static final String REVOKE = "/ams/v1/oauth2/revoke";
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String UNKNOWN_ID = "0123456789abcdef01234567";
  private static final String HOOK = "\"url\":\"http://127.0.0.1:9/a\"";
  private static final String GOOD_EVENTS = "\"events\":[\"KDMS_DEVICE_DELETE\"]";

  private static TrialServer server;
  private static TrialCompany company;
  private static final FakeReceiver RECEIVER = FakeReceiver.start();

  /// A request that must be refused: with which status, and under which code or name.
  record Case(String method, String path, String type, String body, int status, String name) {
    @Override
    public String toString() {
      String start = body.substring(0, Math.min(40, body.length()));
      return "%s %s %s %s -> %d %s".formatted(method, path, type, start, status, name);
    }
  }

  static final List<Case> KWN =
      List.of(
          json(SUBSCRIPTIONS, "{\"url\":", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "[]", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "\"a\"", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{} {}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + "}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + ",\"events\":[]}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + ",\"events\":\"A\"}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + ",\"events\":[\"\"]}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + ",\"events\":[null]}", "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + HOOK + ",\"events\":[\"NEWS\"]}", "RESOURCE_INVALID_PARAM"),
          json(
              SUBSCRIPTIONS,
              "{" + HOOK + ",\"events\":[\"KDMS_DEVICE_DELETE\",\"KDMS_DEVICE_DELETE\"]}",
              "RESOURCE_INVALID_PARAM"),
          json(
              SUBSCRIPTIONS,
              "{" + HOOK + ",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}",
              "RESOURCE_INVALID_PARAM"),
          json(SUBSCRIPTIONS, "{" + GOOD_EVENTS + "}", "RESOURCE_INVALID_PARAM"),
          withUrl("/a"),
          withUrl("ftp://127.0.0.1/a"),
          withUrl("http://user@127.0.0.1/a"),
          withUrl("http://127.0.0.1/a#b"),
          withUrl("http:///a"),
          withUrl("http://127.0.0.1/" + "a".repeat(2048)),
          withUrl("http://127.0.0.1/a b"),
          new Case(
              "POST",
              SUBSCRIPTIONS,
              JSON,
              "{" + HOOK + ",\"events\":[\"KC_DEVICE_STATUS_CHANGE\"]}",
              403,
              "AUTHORIZATION_FAIL"),
          new Case("POST", SUBSCRIPTIONS, "text/plain", "{}", 415, "UNSUPPORTED_MEDIA_TYPE"),
          new Case("POST", SUBSCRIPTIONS, FORM, "a=b", 415, "UNSUPPORTED_MEDIA_TYPE"),
          new Case(
              "POST",
              SUBSCRIPTIONS,
              "application/json;charset=UTF-16",
              "{}",
              415,
              "UNSUPPORTED_MEDIA_TYPE"),
          new Case("POST", SUBSCRIPTIONS, JSON, " ".repeat(70_000), 413, "PAYLOAD_TOO_LARGE"),
          new Case("PATCH", SUBSCRIPTIONS, JSON, "{}", 405, "METHOD_NOT_ALLOWED"),
          new Case("DELETE", SUBSCRIPTIONS, "", "", 405, "METHOD_NOT_ALLOWED"),
          new Case("PUT", "/kwn/v1/downloadCertificate", JSON, "{}", 405, "METHOD_NOT_ALLOWED"),
          new Case("GET", "/kwn/v1/nothing", "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("GET", SUBSCRIPTIONS + "/" + UNKNOWN_ID, "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("GET", SUBSCRIPTIONS + "/1", "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("GET", SUBSCRIPTIONS + "/%00%27", "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("DELETE", SUBSCRIPTIONS + "/" + UNKNOWN_ID, "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case(
              "PUT",
              SUBSCRIPTIONS + "/" + UNKNOWN_ID,
              JSON,
              "{" + HOOK + "," + GOOD_EVENTS + "}",
              404,
              "RESOURCE_NOT_FOUND"));

  static final List<Case> KDMS =
      List.of(
          json(UPLOAD, "{\"deviceIds\":", "INVALID_PARAM"),
          json(UPLOAD, "[]", "INVALID_PARAM"),
          json(UPLOAD, "{}", "INVALID_PARAM"),
          json(UPLOAD, "{\"deviceIds\":[],\"targetServices\":[\"KAI\"]}", "INVALID_PARAM"),
          json(UPLOAD, "{\"deviceIds\":[1],\"targetServices\":[\"KAI\"]}", "INVALID_PARAM"),
          json(UPLOAD, "{\"deviceIds\":\"A\",\"targetServices\":[\"KAI\"]}", "INVALID_PARAM"),
          json(UPLOAD, "{\"deviceIds\":[\"ABCDEF1\"]}", "INVALID_PARAM"),
          json(
              UPLOAD,
              "{\"deviceIds\":[\"AB12345\"],\"devices\":[\"AB12345\"],"
                  + "\"targetServices\":[\"KAI\"]}",
              "INVALID_PARAM"),
          json(
              UPLOAD,
              "{\"deviceIds\":[\"ABCDEF1\"],\"targetServices\":[\"KME\"]}",
              "INVALID_TARGET_SERVICE"),
          json(UPLOAD, tooMany(), "DEVICE_LIST_OVER_MAX_SIZE"),
          json(DELETE, tooMany(), "DEVICE_LIST_OVER_MAX_SIZE"),
          json(DELETE, "{\"deviceIds\":[]}", "INVALID_PARAM"),
          json(DEVICES, "{\"pageSize\":101}", "INVALID_PARAM"),
          json(DEVICES, "{\"pageNum\":-1}", "INVALID_PARAM"),
          json(DEVICES, "{\"pageNum\":\"a\"}", "INVALID_PARAM"),
          new Case("POST", UPLOAD, "text/csv", "a", 415, "UNSUPPORTED_MEDIA_TYPE"),
          new Case("POST", UPLOAD, JSON, " ".repeat(1_100_000), 413, "PAYLOAD_TOO_LARGE"),
          new Case("GET", UPLOAD, "", "", 405, "METHOD_NOT_ALLOWED"),
          new Case("GET", "/kdms/v1/operations/" + UNKNOWN_ID, "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("GET", "/kdms/v1/operations/1", "", "", 404, "RESOURCE_NOT_FOUND"),
          new Case("GET", "/kdms/v1/nothing", "", "", 404, "RESOURCE_NOT_FOUND"));

  static final List<Case> OAUTH =
      List.of(
          form(TOKEN, "", 400, "invalid_request"),
          form(TOKEN, "grant_type=%zz", 400, "invalid_request"),
          form(TOKEN, "grant_type=client_credentials&grant_type=x", 400, "invalid_request"),
          form(TOKEN, "grant_type=client_credentials", 401, "invalid_client"),
          form(
              TOKEN,
              "grant_type=client_credentials&client_id=a&client_secret=b",
              401,
              "invalid_client"),
          form(REVOKE, "client_id=a&client_secret=b&token=c", 401, "invalid_client"));

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    company = server.company("kdms.devices kai");
    KnoxClient caller = company.caller();
    TrialJson.of(200, caller.subscribe(RECEIVER.url("/a"), List.of("KDMS_DEVICE_UPLOAD")));
    TrialJson.of(202, caller.upload(List.of(DeviceNumbers.imei(1))));
    RECEIVER.await(1, Duration.ofSeconds(20));
    server.awaitIdle();
  }

  @AfterAll
  static void stop() {
    server.close();
    RECEIVER.close();
  }

  @ParameterizedTest
  @FieldSource("KWN")
  void notificationRefusesInTheFamilysForm(Case wrong) {
    JsonNode error = refusal(company.caller(), wrong);
    assertThat(error.path("message").stringValue("")).isEqualTo(wrong.name());
    assertThat(error.path("code").isInt()).isTrue();
    assertThat(error.path("data").stringValue("")).isNotBlank();
    assertThat(error.path("errorId").stringValue("")).isNotBlank();
  }

  @ParameterizedTest
  @FieldSource("KDMS")
  void deviceManagementRefusesInItsOwnForm(Case wrong) {
    JsonNode error = refusal(company.caller(), wrong);
    assertThat(error.path("code").stringValue("")).isEqualTo(wrong.name());
    assertThat(error.path("message").stringValue("")).isNotBlank();
    assertThat(error.path("data").stringValue("")).isNotBlank();
    assertThat(error.path("transactionId").stringValue("")).matches("T[0-9a-f]{12}");
  }

  @ParameterizedTest
  @FieldSource("OAUTH")
  void authorizationRefusesAsTheStandardSays(Case wrong) {
    JsonNode error = refusal(server.anybody(), wrong);
    assertThat(error.path("error").stringValue("")).isEqualTo(wrong.name());
  }

  @Test
  void whatAClientMayNotHaveIsNamedByTheStandardsCodes() {
    KnoxClient anybody = server.anybody();
    JsonNode scope =
        TrialJson.of(400, anybody.token(company.client(), Map.of("scope", "ke.campaign")));
    assertThat(scope.path("error").stringValue()).isEqualTo("invalid_scope");
    JsonNode grant = TrialJson.of(400, withGrant("password"));
    assertThat(grant.path("error").stringValue()).isEqualTo("unsupported_grant_type");
  }

  @Test
  void aTransactionNameThatCannotTravelIsRefused() {
    String before = belongings();
    KnoxAnswer answer =
        company.caller().with("X-WSM-TXID", "x".repeat(65)).upload(List.of(DeviceNumbers.imei(2)));
    assertThat(TrialJson.of(400, answer).path("code").stringValue()).isEqualTo("INVALID_PARAM");
    assertThat(belongings()).isEqualTo(before);
  }

  @Test
  void aBadTokenIsRefusedBeforeTheBodyIsLookedAt() {
    KnoxAnswer answer = server.anybody().bearing("a.b.c").post(SUBSCRIPTIONS, "{\"url\":");
    JsonNode error = TrialJson.of(401, answer);
    assertThat(error.path("message").stringValue("")).startsWith("ACCESS_TOKEN_");
    assertThat(error.has("errorId")).isFalse();
  }

  private static KnoxAnswer withGrant(String grant) {
    return server
        .anybody()
        .form(
            TOKEN,
            Map.of(
                "grant_type",
                grant,
                "client_id",
                company.client().id(),
                "client_secret",
                company.client().secret()));
  }

  private static JsonNode refusal(KnoxClient caller, Case wrong) {
    String before = belongings();
    Payload body = new Payload(wrong.type(), wrong.body().getBytes(StandardCharsets.UTF_8));
    KnoxAnswer answer = caller.send(wrong.method(), wrong.path(), body);
    JsonNode error = TrialJson.of(wrong.status(), answer);
    assertThat(answer.header("Content-Type").orElse("")).startsWith(JSON);
    assertThat(answer.header("X-Request-Id")).isPresent();
    if (wrong.status() == 405) {
      assertThat(answer.header("Allow").orElse("")).isNotBlank().doesNotContain(wrong.method());
    }
    assertThat(belongings()).isEqualTo(before);
    return error;
  }

  /// All that the organization has, and how many callbacks it got.
  private static String belongings() {
    return TrialJson.of(200, company.caller().get(SUBSCRIPTIONS)).toString()
        + TrialJson.of(200, company.caller().post(DEVICES, "{}")).path("data")
        + RECEIVER.received();
  }

  private static Case json(String path, String body, String name) {
    return new Case("POST", path, JSON, body, 400, name);
  }

  private static Case form(String path, String body, int status, String name) {
    return new Case("POST", path, FORM, body, status, name);
  }

  private static Case withUrl(String url) {
    String body = "{\"url\":" + KnoxClient.quoted(url) + "," + GOOD_EVENTS + "}";
    return json(SUBSCRIPTIONS, body, "RESOURCE_INVALID_PARAM");
  }

  private static String tooMany() {
    List<String> imeis = IntStream.range(0, 10_001).mapToObj(DeviceNumbers::imei).toList();
    return "{\"deviceIds\":" + KnoxClient.quoted(imeis) + ",\"targetServices\":[\"KAI\"]}";
  }
}
