package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Points 1 and 18 to 22 of the contract's acceptance list, over real sockets.
final class CheckInsTest extends OwnSite {
  @Test
  void enrollingIsTwoEvents() {
    TestDevice device = site.device("UDID-1");
    TestDevice.isEmpty(device.checkIn(device.authenticate()));
    TestDevice.isEmpty(
        device.checkIn(
            device
                .tokenUpdate()
                .with("UnlockToken", new PlistValue.Data(new byte[] {4}))
                .with("AwaitingConfiguration", new PlistValue.Flag(true))));
    assertThat(backend.said()).containsExactly("Authenticate", "TokenUpdate");
    JsonNode authenticate = backend.heard().getFirst().body();
    assertThat(authenticate.at("/scope/_tag").asString()).isEqualTo("device");
    assertThat(authenticate.at("/scope/udid").asString()).isEqualTo("UDID-1");
    assertThat(authenticate.at("/event/serialNumber").asString()).isEqualTo("C02TEST");
    assertThat(authenticate.at("/event/model").asString()).isEqualTo("MacBookPro18,1");
    assertThat(authenticate.at("/event/osVersion").asString()).isEqualTo("15.1");
    JsonNode update = backend.heard().getLast().body();
    assertThat(update.at("/event/pushToken").asString()).isEqualTo("AQID");
    assertThat(update.at("/event/pushMagic").asString()).isEqualTo("magic");
    assertThat(update.at("/event/topic").asString()).isEqualTo("com.apple.mgmt.test");
    assertThat(update.at("/event/channel").asString()).isEqualTo("device");
    assertThat(update.at("/event/unlockToken").asString()).isEqualTo("BA==");
    assertThat(update.at("/event/awaitingConfiguration").asBoolean()).isTrue();
    assertThat(backend.heard().getLast().header("Fleetwire-event-id")).startsWith("evt_");
  }

  @Test
  void binaryListsAreReadToo() {
    TestDevice device = site.device("UDID-1");
    TestDevice.isEmpty(device.put(MdmMessage.CHECK_IN_TYPE, Plist.binary(device.authenticate())));
    assertThat(backend.said()).containsExactly("Authenticate");
  }

  @Test
  void usersHaveChannelsOfTheirOwn() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice user = device.user("USER-1", "anna");
    TestDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    TestDevice ipad = device.user(Enrollment.SHARED_IPAD_USER, "anna@example.com");
    TestDevice.isEmpty(ipad.checkIn(ipad.tokenUpdate()));
    List<FakeBackend.Heard> updates = backend.events("TokenUpdate");
    JsonNode scope = updates.get(1).body().path("scope");
    assertThat(scope.path("_tag").asString()).isEqualTo("user");
    assertThat(scope.path("userId").asString()).isEqualTo("USER-1");
    assertThat(scope.path("userShortName").asString()).isEqualTo("anna");
    assertThat(updates.get(1).body().at("/event/channel").asString()).isEqualTo("user");
    assertThat(updates.get(2).body().at("/scope/userShortName").asString())
        .isEqualTo("anna@example.com");
    assertThat(Enrollment.of(ipad.identifiers).orElseThrow().channelId())
        .isEqualTo("UDID-1:anna@example.com");
    assertThat(user.checkIn(user.authenticate()).statusCode()).isEqualTo(400);
  }

  @Test
  void aDeviceOfItsUserHasNoUdid() {
    TestDevice device =
        site.device("unused").as(Dictionary.EMPTY.with("EnrollmentID", "enrollment-1"));
    device.enrol();
    JsonNode scope = backend.heard().getFirst().body().path("scope");
    assertThat(scope.path("udid").asString()).isEqualTo("enrollment-1");
    assertThat(scope.path("enrollmentId").asString()).isEqualTo("enrollment-1");
    TestDevice user = device.as(device.identifiers.with("EnrollmentUserID", "user-1"));
    TestDevice.isEmpty(user.idle());
    assertThat(backend.heard().getLast().body().at("/scope/enrollmentUserId").asString())
        .isEqualTo("user-1");
    assertThat(device.as(Dictionary.EMPTY).idle().statusCode()).isEqualTo(400);
  }

  @Test
  void whatHasNoWebhookIsAnsweredAsApplePrefers() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice user = device.user("USER-1", "anna");
    assertThat(user.checkIn(user.message("UserAuthenticate")).statusCode()).isEqualTo(410);
    Dictionary getToken = device.message("GetToken").with("TokenServiceType", "com.apple.maid");
    assertThat(device.checkIn(getToken).statusCode()).isEqualTo(400);
    assertThat(device.checkIn(device.message("ReturnToService")).statusCode()).isEqualTo(400);
    assertThat(device.checkIn(device.message("Tomorrow")).statusCode()).isEqualTo(400);
    assertThat(device.checkIn(device.message("TokenUpdate")).statusCode()).isEqualTo(400);
  }

  @Test
  void aBootstrapTokenIsKeptAndForgotten() {
    TestDevice device = site.enrolled("UDID-1");
    assertThat(bootstrapToken(device)).isEmpty();
    PlistValue token = new PlistValue.Data(new byte[] {9, 8});
    TestDevice.isEmpty(
        device.checkIn(device.message("SetBootstrapToken").with("BootstrapToken", token)));
    assertThat(bootstrapToken(device)).containsExactly(9, 8);
    TestDevice.isEmpty(device.checkIn(device.message("SetBootstrapToken")));
    assertThat(bootstrapToken(device)).isEmpty();
  }

  @Test
  void aFarewellSurvivesTheBackendAndARestart() {
    TestDevice device = site.enrolled("UDID-1");
    int port = backend.port();
    backend.close();
    TestDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    site.close();
    backend = FakeBackend.startAt(port);
    site = AppleSite.open(folder, backend);
    assertThat(backend.await("CheckOut", 1)).hasSize(1);
  }

  @Test
  void eventsOfAChannelArriveInTheirOrderWhenTheBackendReturns() {
    TestDevice device = site.enrolled("UDID-1");
    backend.forget();
    backend.answer("event", 500, "broken");
    TestDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    TestDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    backend.answer("event", 204, "");
    assertThat(backend.await("CheckOut", 1)).hasSize(1);
    assertThat(backend.said()).endsWith("TokenUpdate", "CheckOut").startsWith("TokenUpdate");
  }

  @Test
  void anEnrollmentIsRefusedInApplesWords() {
    TestDevice device = site.device("UDID-1");
    backend.error("event", "UnknownDevice");
    HttpResponse<byte[]> refused = device.checkIn(device.authenticate());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(TestDevice.text(refused)).contains("\"code\":\"com.apple.unrecognized.device\"");
    backend.answer("event", 204, "");
    TestDevice.isEmpty(device.checkIn(device.authenticate()));
    assertThat(backend.await("Authenticate", 2))
        .as("what the backend refused is not told again")
        .hasSize(2);
  }

  @Test
  void onlyAnExplicitErrorUnenrolls() {
    TestDevice device = site.enrolled("UDID-1");
    for (int status : new int[] {401, 403, 404, 410, 500, 503}) {
      backend.answer("checkin", status, "{\"error\":\"nobody home\"}");
      assertThat(device.idle().statusCode()).isEqualTo(500);
    }
    backend.error("checkin", "ServerInitiatedUnenrollment");
    HttpResponse<byte[]> answer = device.idle();
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(TestDevice.text(answer)).contains("com.apple.unrecognized.device");
    TestDevice.isEmpty(device.user("USER-1", "anna").idle());
  }

  @Test
  void aBackendThatSaysGoneIsStillTold() {
    TestDevice device = site.device("UDID-1");
    backend.answer("event", 410, "gone");
    assertThat(device.checkIn(device.authenticate()).statusCode()).isEqualTo(500);
    backend.answer("event", 204, "");
    assertThat(backend.await("Authenticate", 2)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void anOldDeviceIsToldInTheOldWay() {
    TestDevice device = site.device("UDID-OLD");
    Dictionary old = device.authenticate().with("OSVersion", "13.6");
    TestDevice.isEmpty(device.checkIn(old));
    backend.error("checkin", "ServerInitiatedUnenrollment");
    HttpResponse<byte[]> answer = device.idle();
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }

  private static byte[] bootstrapToken(TestDevice device) {
    return TestDevice.plist(device.checkIn(device.message("GetBootstrapToken")))
        .data("BootstrapToken")
        .orElseThrow();
  }
}
