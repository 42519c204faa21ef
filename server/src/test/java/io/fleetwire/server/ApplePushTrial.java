package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.RejectionReason;
import io.fleetwire.access.Role;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Json;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A whole server that wakes devices by a push service that somebody else has written.
@Timeout(120)
final class ApplePushTrial {
  private static final String MANY = "/api/v1/apple/push";

  private static TrialApns apns;
  private static TrialApple site;
  private static TrialCompany operator;
  private static TrialCompany stranger;

  @BeforeAll
  static void start(@TempDir Path data, @TempDir Path files) {
    apns = TrialApns.start(files);
    site = TrialApple.start(data, apns.settings());
    operator = site.server().company("fleetwire.apple");
    stranger = site.server().company("fleetwire");
    assertThat(operator.id()).isEqualTo(new OrganizationId(1));
  }

  @AfterAll
  static void stop() {
    site.close();
    apns.close();
  }

  @Test
  void aDeviceIsWokenAndComes() {
    TrialDevice device = enrolled("UDID-WOKEN", 1);
    JsonNode answer = TrialJson.of(200, push("UDID-WOKEN"));
    assertThat(answer.path("apnsId").stringValue()).isNotEmpty();
    assertThat(pushesTo(1))
        .singleElement()
        .satisfies(
            push -> {
              assertThat(push.topic()).isEqualTo(TrialApns.TOPIC);
              assertThat(push.type()).isEqualTo("mdm");
              assertThat(push.body()).isEqualTo("{\"mdm\":\"magic\"}");
              assertThat(push.who()).contains("UID=" + TrialApns.TOPIC);
            });
    site.backend.command("c-1", "DeviceLock", "{}");
    assertThat(TrialDevice.plist(device.idle()).text("CommandUUID")).contains("c-1");
  }

  @Test
  void enrolmentProfilesHaveTheTopicOfTheCertificate(@TempDir Path data) {
    Map<String, String> settings = new HashMap<>(apns.settings());
    settings.put("apple.webhook-url", site.backend.url().toString());
    try (TrialServer other = TrialServer.start(data, new TrialClock(), settings)) {
      assertThat(other.anybody().get("/mdm/apple/enroll").toString()).contains(TrialApns.TOPIC);
    }
  }

  @Test
  void usersAreWokenByTheirOwnTokens() {
    TrialDevice user = enrolled("UDID-USERS", 2).user("USER-1", "anna");
    String path = "/api/v1/apple/devices/UDID-USERS/users/USER-1/push";
    assertProblem(409, post(path), "has not said yet where it can be woken");
    TrialDevice.isEmpty(user.checkIn(user.tokenUpdate().with("Token", token(3))));
    TrialJson.of(200, post(path));
    assertThat(pushesTo(3)).hasSize(1);
    assertProblem(404, post("/api/v1/apple/devices/UDID-NO/users/USER-1/push"), "no such device");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_DEVICE_TOKEN, 409, 400 BadDeviceToken; the token is not one of this environment",
    "DEVICE_TOKEN_NOT_FOR_TOPIC, 409, 400 DeviceTokenNotForTopic; the token belongs to",
    "FORBIDDEN, 409, 403 Forbidden; the push certificate is not accepted",
    "PAYLOAD_TOO_LARGE, 409, asking again will not help",
    "UNREGISTERED, 409, knows its token no longer",
    "INTERNAL_SERVER_ERROR, 503, answered 500 InternalServerError; try again in 60 s",
    "TOO_MANY_REQUESTS, 503, answered 429 TooManyRequests",
  })
  void whatTheServiceRefusesIsExplained(RejectionReason reason, int status, String detail) {
    int number = 10_000 + site.server().nextNumber();
    enrolled("UDID-" + reason, number);
    apns.rejects(hex(number), reason);
    KnoxAnswer answer = push("UDID-" + reason);
    assertProblem(status, answer, detail);
    assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 503);
  }

  @Test
  void anUnregisteredTokenIsAskedForOnceAndTheNextOneWakesAgain() {
    TrialDevice device = enrolled("UDID-ERASED", 4);
    apns.rejects(hex(4), RejectionReason.UNREGISTERED);
    assertProblem(409, push("UDID-ERASED"), "knows its token no longer");
    apns.forgives(hex(4));
    assertProblem(409, push("UDID-ERASED"), "knows its token no longer");
    assertThat(pushesTo(4)).hasSize(1);
    assertThat(device.idle().statusCode()).as("it is managed as before").isEqualTo(200);
    TrialDevice.isEmpty(device.checkIn(device.tokenUpdate().with("Token", token(5))));
    TrialJson.of(200, push("UDID-ERASED"));
  }

  @Test
  void manyAreWokenAtOnce() {
    List<String> udids = IntStream.range(0, 30).mapToObj(i -> "UDID-M" + i).toList();
    for (int i = 0; i < 30; i++) {
      enrolled(udids.get(i), 2_000 + i);
    }
    apns.rejects(hex(2_007), RejectionReason.BAD_DEVICE_TOKEN);
    JsonNode pushes = TrialJson.of(200, many(udids)).path("pushes");
    assertThat(pushes.size()).isEqualTo(30);
    assertThat(pushes.path(7).path("outcome").stringValue()).isEqualTo("refused");
    assertThat(pushes.path(7).path("detail").stringValue()).contains("400 BadDeviceToken");
    assertThat(pushes.path(8).path("udid").stringValue()).isEqualTo("UDID-M8");
    assertThat(pushes.path(8).path("outcome").stringValue()).isEqualTo("sent");
    assertThat(pushes.path(8).path("apnsId").stringValue()).isNotEmpty();
    pushes = TrialJson.of(200, many(List.of("UDID-NO"))).path("pushes");
    assertThat(pushes.path(0).path("outcome").stringValue()).isEqualTo("unknown");
  }

  @Test
  void manyAreAThousandAtMost() {
    List<String> udids = IntStream.rangeClosed(0, 1_000).mapToObj(i -> "U" + i).toList();
    assertProblem(400, many(udids), "/udids: at most 1000 elements, not 1001");
    assertProblem(400, operator.caller().post(MANY, "{}"), "/udids: required array");
    assertProblem(
        400, operator.caller().post(MANY, "{\"udids\":[\"A\"],\"a\":1}"), "/a: unknown member");
  }

  @Test
  void onlyWhoseDevicesTheyAreMayWakeThem() {
    enrolled("UDID-OURS", 6);
    String path = path("UDID-OURS");
    assertThat(site.server().anybody().post(path, "").status()).isEqualTo(401);
    KnoxClient without =
        site.server()
            .anybody()
            .bearing(site.server().tokenWithScope(operator, "fleetwire.events:write"));
    assertThat(without.post(path, "").status()).isEqualTo(403);
    assertThat(stranger.caller().post(path, "").status()).isEqualTo(404);
    JsonNode pushes =
        TrialJson.of(200, stranger.caller().post(MANY, "{\"udids\":[\"UDID-OURS\"]}"));
    assertThat(pushes.at("/pushes/0/outcome").stringValue()).isEqualTo("unknown");
    KnoxClient member = TrialLab.person(site.server(), operator.id(), Role.MEMBER);
    assertThat(member.post(path, "").status()).isEqualTo(403);
    assertThat(pushesTo(6)).isEmpty();
    KnoxClient admin = TrialLab.person(site.server(), operator.id(), Role.ADMIN);
    assertThat(admin.post(path, "").status()).isEqualTo(200);
  }

  @Test
  void aCertificateThatIsRenewedIsShownToTheService() {
    enrolled("UDID-RENEWED", 7);
    TrialJson.of(200, push("UDID-RENEWED"));
    apns.renew("second", TrialApns.YEAR);
    TrialServer.await(
        () -> {
          push("UDID-RENEWED");
          return pushesTo(7).getLast().who().contains("CN=second");
        },
        "the service is still shown the first certificate");
  }

  @Test
  void aServiceThatCannotBeReachedIsToldApart(@TempDir Path data) {
    Map<String, String> settings = new HashMap<>(apns.settings());
    settings.put("apple.push.url", "https://localhost:9");
    try (TrialApple lost = TrialApple.start(data, settings)) {
      TrialCompany company = lost.server().company("fleetwire.apple:push");
      lost.device("UDID-1").enrolled();
      KnoxAnswer answer = company.caller().post(path("UDID-1"), "");
      assertProblem(503, answer, "Apple's push service could not be reached (REFUSED");
      assertThat(answer.header("Retry-After")).contains("10");
    }
  }

  @Test
  void withoutACertificateTheBackendPushes(@TempDir Path data) {
    try (TrialApple bare = TrialApple.start(data)) {
      TrialCompany company = bare.server().company("fleetwire");
      bare.device("UDID-1").enrolled();
      assertProblem(
          409, company.caller().post(path("UDID-1"), ""), "set apple.push.certificate-file");
    }
  }

  private static TrialDevice enrolled(String udid, int token) {
    TrialDevice device = site.device(udid);
    TrialDevice.isEmpty(device.checkIn(device.authenticate()));
    TrialDevice.isEmpty(device.checkIn(device.tokenUpdate().with("Token", token(token))));
    return device;
  }

  private static PlistValue.Data token(int number) {
    return new PlistValue.Data(new byte[] {42, (byte) (number >> 8), (byte) number});
  }

  private static String hex(int number) {
    return "2a%04x".formatted(number);
  }

  private static List<TrialApns.Push> pushesTo(int token) {
    return apns.pushes().stream()
        .filter(push -> push.path().equals("/3/device/" + hex(token)))
        .toList();
  }

  private static KnoxAnswer push(String udid) {
    return post(path(udid));
  }

  private static String path(String udid) {
    return "/api/v1/apple/devices/" + udid + "/push";
  }

  private static KnoxAnswer post(String path) {
    return operator.caller().post(path, "");
  }

  private static KnoxAnswer many(List<String> udids) {
    String json = Json.mapper().writeValueAsString(Collections.singletonMap("udids", udids));
    return operator.caller().post(MANY, json);
  }

  private static void assertProblem(int status, KnoxAnswer answer, String detail) {
    assertThat(TrialJson.of(status, answer).path("detail").stringValue()).contains(detail);
  }
}
