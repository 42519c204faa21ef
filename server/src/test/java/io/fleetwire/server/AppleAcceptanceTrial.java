package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Text;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The points by which a server of Apple's protocol with a deciding backend counts as right. One
/// method is one point, by the number in its comment; each drives the whole server over TLS, by
/// devices that show a certificate which they got by SCEP. Points 14 to 16 and 23 to 25 are in
/// {@link AppleIdentityTrial}.
@Timeout(120)
final class AppleAcceptanceTrial {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static TrialApple site;

  private TrialBackend backend;
  private TrialDevice device;

  @BeforeAll
  static void start(@TempDir Path data) {
    site = TrialApple.start(data);
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
    backend.says("declaration-tokens", 200, TrialApple.TOKENS);
  }

  /// Point 1.
  @Test
  void enrollingIsTwoEventsAndTwoEmptyAnswers() {
    device.enrolled();
    assertThat(backend.said(device.udid)).containsExactly("Authenticate", "TokenUpdate");
    JsonNode first = backend.heard(device.udid).getFirst().body();
    assertThat(first.at("/scope/_tag").asString()).isEqualTo("device");
    assertThat(first.at("/scope/mdmOrigin/url").asString()).isEqualTo(site.url().toString());
    assertThat(first.at("/scope/identityCertificate").asString())
        .isEqualTo(device.certificatePem());
    assertThat(first.at("/event/serialNumber").asString()).isEqualTo("C02TRIAL");
    JsonNode second = backend.heard(device.udid).getLast().body();
    assertThat(second.at("/event/pushToken").asString()).isEqualTo("AQID");
    assertThat(second.at("/event/channel").asString()).isEqualTo("device");
  }

  /// Point 2.
  @Test
  void idleIsZeroBytes() {
    TrialDevice.isEmpty(device.enrolled().idle());
  }

  /// Point 3.
  @Test
  void aCommandIsAPropertyListWithItsUuid() {
    backend.command("c-3", "DeviceInformation", "{\"Queries\":[\"DeviceName\",\"OSVersion\"]}");
    Dictionary answer = TrialDevice.plist(device.enrolled().idle());
    assertThat(answer.text("CommandUUID")).contains("c-3");
    assertThat(answer.dictionary("Command").orElseThrow().items("Queries"))
        .isEqualTo(Array.of(new Text("DeviceName"), new Text("OSVersion")).items());
  }

  /// Point 4.
  @Test
  void aProfileInBase64IsData() {
    backend.command("c-4", "InstallProfile", "{\"Payload\":\"AQID\"}");
    assertThat(
            TrialDevice.plist(device.enrolled().idle())
                .dictionary("Command")
                .orElseThrow()
                .data("Payload"))
        .contains(new byte[] {1, 2, 3});
  }

  /// Point 5.
  @Test
  void aResultIsToldBeforeTheNextDecision() {
    device.enrolled();
    TrialDevice.isEmpty(device.result("Acknowledged", "c-5"));
    assertThat(backend.said(device.udid)).endsWith("CommandResult", "checkin");
  }

  /// Point 6.
  @Test
  void aResultThatIsNotTakenIsKeptAndComesAgainUnderOneName() {
    device.enrolled();
    backend.says("event", 500, "");
    assertThat(device.result("Acknowledged", "c-6").statusCode()).isGreaterThanOrEqualTo(500);
    backend.says("event", 204, "");
    TrialDevice.isEmpty(device.result("Acknowledged", "c-6"));
    TrialDevice.isEmpty(device.result("Acknowledged", "c-6"));
    List<TrialBackend.Heard> results =
        backend.heard(device.udid).stream().filter(h -> h.path().equals("CommandResult")).toList();
    assertThat(results).as("one refused, one taken, the third was known").hasSize(2);
    Set<String> ids = new HashSet<>();
    results.forEach(r -> ids.add(r.callback().header("Fleetwire-Event-Id").orElse("")));
    assertThat(ids).hasSize(1).allMatch(id -> !id.isEmpty());
  }

  /// Point 7.
  @Test
  void aCommandForWhichThereWasNoTimeIsNotRepeatedAtOnce() {
    backend.command("c-7", "InstallApplication", "{}");
    assertThat(TrialDevice.plist(device.enrolled().idle()).text("CommandUUID")).contains("c-7");
    TrialDevice.isEmpty(device.result("NotNow", "c-7"));
    assertThat(TrialDevice.plist(device.idle()).text("CommandUUID")).contains("c-7");
  }

  /// Point 8.
  @Test
  void aSynchronizationIsNotRepeatedAtOnce() {
    backend.says("checkin", 200, "{\"_tag\":\"DdmSync\",\"serverToken\":\"s\"}");
    String uuid = TrialDevice.plist(device.enrolled().idle()).text("CommandUUID").orElseThrow();
    TrialDevice.isEmpty(device.result("Acknowledged", uuid));
  }

  /// Point 9.
  @Test
  void commandTokensAndItemsSayOneTokenAlsoAfterARestart() {
    backend.says("checkin", 200, "{\"_tag\":\"DdmSync\",\"serverToken\":\"s\"}");
    backend.says(
        "declaration-items",
        200,
        "{\"activations\":[],\"configurations\":[],\"assets\":[],\"management\":[]}");
    byte[] data =
        TrialDevice.plist(device.enrolled().idle())
            .dictionary("Command")
            .orElseThrow()
            .data("Data")
            .orElseThrow();
    JsonNode tokens = json(device.declarative("tokens"));
    assertThat(TrialJson.read(data)).isEqualTo(tokens);
    String token = tokens.at("/SyncTokens/DeclarationsToken").asString();
    assertThat(json(device.declarative("declaration-items")).path("DeclarationsToken").asString())
        .isEqualTo(token);
    Set<String> all = new HashSet<>(Set.of(token));
    for (String next : List.of("ab|c|d|e", "a|bc|d|e", "a|b|cd|e", "a|b|c|de")) {
      backend.says("declaration-tokens", 200, tokens(next.split("\\|")));
      all.add(json(device.declarative("tokens")).at("/SyncTokens/DeclarationsToken").asString());
    }
    assertThat(all).hasSize(5);
    JsonNode last = json(device.declarative("tokens"));
    site.restart();
    assertThat(json(site.again(device).declarative("tokens"))).isEqualTo(last);
  }

  /// Point 10.
  @Test
  void itemsAreAnsweredWithTheTokenOfBefore() {
    device.enrolled();
    backend.answer(
        "declaration-tokens",
        _ -> {
          backend.says("declaration-tokens", 200, tokens("new", "b", "c", "d"));
          return TrialBackend.honest(200, TrialApple.TOKENS);
        });
    backend.says(
        "declaration-items",
        200,
        "{\"activations\":[],\"configurations\":[],\"assets\":[],\"management\":[]}");
    String stored =
        json(device.declarative("declaration-items")).path("DeclarationsToken").asString();
    assertThat(backend.said(device.udid)).endsWith("declaration-tokens", "declaration-items");
    assertThat(json(device.declarative("tokens")).at("/SyncTokens/DeclarationsToken").asString())
        .as("the next synchronization notices")
        .isNotEqualTo(stored);
  }

  /// Point 11.
  @Test
  void emptyListsAreFourEmptyArrays() {
    device.enrolled();
    backend.says(
        "declaration-items",
        200,
        "{\"activations\":[],\"configurations\":[],\"assets\":[],\"management\":[]}");
    JsonNode lists = json(device.declarative("declaration-items")).path("Declarations");
    assertThat(lists.propertyNames())
        .containsExactlyInAnyOrder("Activations", "Configurations", "Assets", "Management");
    assertThat(lists.values()).allMatch(list -> list.isArray() && list.isEmpty());
  }

  /// Point 12.
  @Test
  void nullIsMissingAndAnErrorNeverIs() {
    device.enrolled();
    backend.says("declaration", 200, "null");
    assertThat(declaration()).isEqualTo(404);
    for (int status : new int[] {401, 403, 404, 410, 500}) {
      backend.says("declaration", status, "no such route");
      assertThat(declaration()).isEqualTo(500);
    }
    for (String tag : List.of("ManagementNotSupported", "UnknownDevice", "InternalServerError")) {
      backend.errs("declaration", tag);
      assertThat(declaration()).as(tag).isNotEqualTo(404).isGreaterThanOrEqualTo(400);
    }
  }

  /// Point 13.
  @Test
  void aStatusIsAnEventAndZeroBytes() {
    device.enrolled();
    byte[] report = "{\"StatusItems\":{},\"Errors\":[]}".getBytes(StandardCharsets.UTF_8);
    TrialDevice.isEmpty(
        device.checkIn(
            device
                .message("DeclarativeManagement")
                .with("Endpoint", "status")
                .with("Data", new PlistValue.Data(report))));
    assertThat(backend.await(device.udid, "DeclarationStatus").body().at("/event/report"))
        .isEqualTo(TrialJson.read(report));
  }

  /// Point 17.
  @Test
  void noBareStatusUnenrolsAndTypedErrorsDoWhatTheySay() {
    device.enrolled();
    for (int status : new int[] {401, 403, 404, 410, 500, 503}) {
      backend.says("checkin", status, "{\"error\":\"nobody home\"}");
      assertThat(device.idle().statusCode()).isEqualTo(500);
    }
    backend.errs("checkin", "ManagementNotSupported");
    TrialDevice.isEmpty(device.idle());
    backend.errs("checkin", "UnknownDevice");
    assertThat(device.idle().statusCode()).as("refused, and kept").isEqualTo(400);
  }

  /// Point 17, for what the engine delivers.
  @Test
  void aBackendThatSaysGoneIsToldAgain() {
    backend.says("event", 410, "");
    TrialDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    backend.takeAll();
    TrialDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    backend.await(device.udid, "CheckOut");
    assertThat(backend.said(device.udid)).startsWith("TokenUpdate", "TokenUpdate");
  }

  /// Point 18.
  @Test
  void unenrolmentIsSaidAsTheSystemUnderstandsIt() {
    device.enrolled();
    backend.errs("checkin", "ServerInitiatedUnenrollment");
    HttpResponse<byte[]> modern = device.idle();
    assertThat(modern.statusCode()).isEqualTo(403);
    assertThat(modern.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(TrialJson.read(modern.body()).path("code").asString())
        .isEqualTo("com.apple.unrecognized.device");
    TrialDevice old = site.device(device.udid + "-OLD");
    TrialDevice.isEmpty(old.checkIn(old.authenticate().with("OSVersion", "13.6")));
    assertThat(old.idle().statusCode()).isEqualTo(401);
  }

  /// Point 19.
  @Test
  void aFarewellIsDeliveredLaterAlsoAfterARestart() {
    device.enrolled();
    backend.says("event", 503, "");
    TrialDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    site.restart();
    int before = backend.heard(device.udid).size();
    backend.takeAll();
    backend.await(device.udid, "CheckOut");
    assertThat(backend.heard(device.udid).size()).isGreaterThanOrEqualTo(before);
  }

  /// Point 20.
  @Test
  void usersHaveScopesOfTheirOwn() {
    device.enrolled();
    TrialDevice user = device.user("USER-1", "anna");
    TrialDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    JsonNode scope = backend.heard(device.udid).getLast().body().path("scope");
    assertThat(scope.path("_tag").asString()).isEqualTo("user");
    assertThat(scope.path("userId").asString()).isEqualTo("USER-1");
    TrialDevice shared = device.user("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "bo@example.com");
    TrialDevice.isEmpty(shared.checkIn(shared.tokenUpdate()));
    assertThat(backend.heard(device.udid).getLast().body().at("/scope/userShortName").asString())
        .isEqualTo("bo@example.com");
  }

  /// Point 21.
  @Test
  void aDeviceOfItsUserNeedsNoUdid() {
    TrialDevice own = device.as(Dictionary.EMPTY.with("EnrollmentID", device.udid)).enrolled();
    TrialDevice.isEmpty(own.idle());
    assertThat(backend.heard(device.udid).getFirst().body().at("/scope/enrollmentId").asString())
        .isEqualTo(device.udid);
  }

  /// Point 22.
  @Test
  void whatHasNoWebhookIsAnsweredAsApplePrefers() {
    device.enrolled();
    TrialDevice user = device.user("USER-1", "anna");
    assertThat(user.checkIn(user.message("UserAuthenticate")).statusCode()).isEqualTo(410);
    Dictionary token = device.message("GetToken").with("TokenServiceType", "com.example.other");
    assertThat(device.checkIn(token).statusCode()).isEqualTo(400);
    HttpResponse<byte[]> none = device.checkIn(device.message("GetBootstrapToken"));
    assertThat(none.statusCode()).isEqualTo(200);
    assertThat(TrialDevice.plist(none).data("BootstrapToken").orElseThrow()).isEmpty();
  }

  private int declaration() {
    return device.declarative("declaration/configuration/a").statusCode();
  }

  private static String tokens(String... four) {
    return "{\"activationsToken\":\"%s\",\"configurationsToken\":\"%s\",\"assetsToken\":\"%s\","
            .formatted(four[0], four[1], four[2])
        + "\"managementToken\":\""
        + four[3]
        + "\"}";
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(TrialDevice.text(answer)).isEqualTo(200);
    return TrialJson.read(answer.body());
  }
}
