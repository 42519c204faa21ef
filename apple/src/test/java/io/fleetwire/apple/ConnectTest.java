package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Text;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Points 2 to 7 of the contract's acceptance list, over real sockets.
final class ConnectTest extends OwnSite {
  private TestDevice device;

  @BeforeEach
  void enrol() {
    device = site.enrolled("UDID-1");
    backend.forget();
  }

  @Test
  void idleAndNothingToDoEndTheSession() {
    TestDevice.isEmpty(device.idle());
    assertThat(backend.said()).containsExactly("checkin");
    assertThat(backend.heard().getFirst().body().at("/scope/udid").asString()).isEqualTo("UDID-1");
    assertThat(backend.heard().getFirst().body().at("/scope/_tag").asString()).isEqualTo("device");
    assertThat(backend.heard().getFirst().body().at("/scope/mdmOrigin/url").asString())
        .isEqualTo("https://mdm.example.com");
    assertThat(backend.heard().getFirst().body().at("/scope/identityCertificate").asString())
        .startsWith("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void aCommandBecomesAPropertyList() {
    command("c-1", "DeviceInformation", "{\"Queries\":[\"DeviceName\",\"OSVersion\"]}");
    HttpResponse<byte[]> answer = device.idle();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/xml; charset=UTF-8");
    assertThat(TestDevice.plist(answer))
        .isEqualTo(
            Dictionary.EMPTY
                .with("CommandUUID", "c-1")
                .with(
                    "Command",
                    Dictionary.EMPTY
                        .with("RequestType", "DeviceInformation")
                        .with("Queries", Array.of(new Text("DeviceName"), new Text("OSVersion")))));
  }

  @Test
  void theResultOfEveryCommandThatIsSentIsTaken() {
    String longest = "c".repeat(Decision.UUID_LENGTH_MAX);
    command(longest, "DeviceInformation", "{}");
    assertThat(TestDevice.plist(device.idle()).text("CommandUUID")).contains(longest);
    backend.answer("checkin", 200, "{\"_tag\":\"Idle\"}");
    TestDevice.isEmpty(device.result("Acknowledged", longest));
    assertThat(backend.events("CommandResult")).hasSize(1);
  }

  @Test
  void aDeviceThatEnrolsAnewIsHeardAnew() {
    TestDevice.isEmpty(device.result("Acknowledged", "c-1"));
    TestDevice anew = device.with(TestDevice.certificate(AppleSite.AUTHORITY));
    anew.enrol();
    TestDevice.isEmpty(anew.result("Acknowledged", "c-1"));
    assertThat(backend.events("CommandResult"))
        .extracting(heard -> heard.header("Fleetwire-event-id"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aProfileBecomesData() {
    command("c-2", "InstallProfile", "{\"Payload\":\"AQID\"}");
    assertThat(TestDevice.plist(device.idle()).dictionary("Command").orElseThrow().data("Payload"))
        .contains(new byte[] {1, 2, 3});
  }

  @Test
  void aCommandThatContradictsItselfIsNotSent() {
    command("c-3", "DeviceLock", "{\"RequestType\":\"EraseDevice\"}");
    assertThat(device.idle().statusCode()).isEqualTo(500);
    command("ddm-3", "DeviceLock", "{}");
    assertThat(device.idle().statusCode()).isEqualTo(500);
    backend.answer("checkin", 200, "nonsense");
    assertThat(device.idle().statusCode()).isEqualTo(500);
  }

  @Test
  void aResultIsToldBeforeTheNextDecisionIsAsked() {
    Dictionary answered =
        device
            .identifiers
            .with("Status", "Acknowledged")
            .with("CommandUUID", "c-4")
            .with(
                "QueryResponses",
                Dictionary.EMPTY.with("Blob", new PlistValue.Data(new byte[] {4})));
    TestDevice.isEmpty(device.connect(answered));
    assertThat(backend.said()).containsExactly("CommandResult", "checkin");
    var event = backend.events("CommandResult").getFirst().body().path("event");
    assertThat(event.path("commandUUID").asString()).isEqualTo("c-4");
    assertThat(event.path("status").asString()).isEqualTo("Acknowledged");
    assertThat(event.at("/payload/QueryResponses/Blob").asString()).isEqualTo("BA==");
  }

  @Test
  void anErrorBringsItsChain() {
    Dictionary error =
        Dictionary.EMPTY
            .with("ErrorCode", PlistValue.Whole.of(12021))
            .with("ErrorDomain", "MCMDMErrorDomain");
    TestDevice.isEmpty(
        device.connect(
            device
                .identifiers
                .with("Status", "Error")
                .with("CommandUUID", "c-5")
                .with("ErrorChain", Array.of(error))));
    var event = backend.events("CommandResult").getFirst().body().path("event");
    assertThat(event.at("/errorChain/0/ErrorCode").asInt()).isEqualTo(12021);
  }

  @Test
  void aCommandThatTheDeviceCouldNotReadIsAResultToo() {
    TestDevice.isEmpty(device.result("CommandFormatError", "c-6"));
    assertThat(backend.events("CommandResult").getFirst().body().at("/event/status").asString())
        .isEqualTo("CommandFormatError");
    assertThat(device.result("Perhaps", "c-7").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/webhook/apple/checkin",
    "https://a.example/, https://a.example/webhook/apple/checkin",
    "https://a.example/x/y, https://a.example/x/y/webhook/apple/checkin",
    "https://a.example:8443/x/y/, https://a.example:8443/x/y/webhook/apple/checkin"
  })
  void theBackendsAddressIsKeptAsItWasGiven(URI base, URI whole) {
    assertThat(Backend.Question.CHECK_IN.under(base)).isEqualTo(whole);
  }

  @Test
  void aResultThatTheBackendDoesNotTakeIsKeptByTheDevice() {
    backend.answer("event", 500, "broken");
    assertThat(device.result("Acknowledged", "c-6").statusCode()).isEqualTo(500);
    assertThat(backend.said()).containsExactly("CommandResult");
    backend.answer("event", 200, "");
    TestDevice.isEmpty(device.result("Acknowledged", "c-6"));
    TestDevice.isEmpty(device.result("Acknowledged", "c-6"));
    var results = backend.events("CommandResult");
    assertThat(results).as("one was refused, one taken, the third was known").hasSize(2);
    assertThat(results.get(0).header("Fleetwire-event-id"))
        .startsWith("res_")
        .isEqualTo(results.get(1).header("Fleetwire-event-id"));
  }

  @Test
  void aCommandForWhichThereWasNoTimeIsNotRepeatedAtOnce() {
    command("c-7", "InstallApplication", "{}");
    assertThat(TestDevice.plist(device.idle()).text("CommandUUID")).contains("c-7");
    TestDevice.isEmpty(device.result("NotNow", "c-7"));
    assertThat(TestDevice.plist(device.idle()).text("CommandUUID")).contains("c-7");
    TestDevice.isEmpty(device.result("NotNow", "c-7"));
    assertThat(backend.events("CommandResult")).as("news each time").hasSize(2);
  }

  @Test
  void aSynchronizationIsNotRepeatedInOneSession() {
    backend.answer("checkin", 200, "{\"_tag\":\"DdmSync\",\"serverToken\":\"s-1\"}");
    backend.answer("declaration-tokens", 200, DeclarationsTest.TOKENS);
    Dictionary command = TestDevice.plist(device.idle());
    assertThat(command.dictionary("Command").orElseThrow().text("RequestType"))
        .contains("DeclarativeManagement");
    String uuid = command.text("CommandUUID").orElseThrow();
    TestDevice.isEmpty(device.result("Acknowledged", uuid));
    assertThat(backend.events("CommandResult")).as("the backend did not send it").isEmpty();
    assertThat(TestDevice.plist(device.idle()).text("CommandUUID")).contains(uuid);
    TestDevice.isEmpty(device.result("NotNow", uuid));
  }

  @Test
  void shapeGuardsAgainstAWrongMediaType() {
    assertThat(device.connect(device.tokenUpdate()).statusCode()).isEqualTo(400);
    assertThat(device.checkIn(device.identifiers.with("Status", "Idle")).statusCode())
        .isEqualTo(400);
    assertThat(device.connect(device.identifiers.with("Status", "Bored")).statusCode())
        .isEqualTo(400);
    assertThat(device.connect(device.identifiers.with("Status", "Error")).statusCode())
        .isEqualTo(400);
    assertThat(device.put("application/x-apple-aspen-mdm", new byte[] {1}).statusCode())
        .isEqualTo(400);
    assertThat(backend.heard()).isEmpty();
  }

  @Test
  void aBackendThatHangsHoldsNobodyElse() {
    site.close();
    site = AppleSite.openHasty(folder, backend, AppleSettings.Errors.STANDARD);
    TestDevice enrolled = device.at(site);
    backend.hang("checkin");
    assertThat(enrolled.idle().statusCode()).isEqualTo(500);
    assertThat(enrolled.checkIn(enrolled.message("GetBootstrapToken")).statusCode()).isEqualTo(200);
  }

  private void command(String uuid, String type, String payload) {
    backend.answer(
        "checkin",
        200,
        "{\"_tag\":\"Command\",\"commandUUID\":\"%s\",\"requestType\":\"%s\",\"payload\":%s}"
            .formatted(uuid, type, payload));
  }
}
