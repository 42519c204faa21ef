package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.testkit.KnoxAnswer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An address that the running server never calls is refused at each door at which somebody gives
/// one, in the words of that door.
final class AddressRuleTrial {
  private static final Map<String, String> SETTINGS = Map.of("egress.deny", "10.0.0.0/8");
  private static final URI GOOD = URI.create("http://127.0.0.1:9/a");
  private static final String SAYS = "must not be called: ";
  private static final String ADVICE = "egress.allow";

  private static TrialServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data, new TrialClock(), SETTINGS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/latest/", "https://10.0.0.1/", "http://[fe80::1]:9/"})
  void whereverAnAddressIsGiven(String text) {
    URI address = URI.create(text);
    ourApiSaysItBesideTheMember(address);
    knoxSaysItInItsErrors(address);
    theLabSaysItBesideTheMember(address);
  }

  private static void ourApiSaysItBesideTheMember(URI address) {
    TrialApi api = new TrialApi(server.company("fleetwire").caller());
    String types = "\"eventTypes\":[\"a\"]";
    isAbout("/url", api.endpoint(address, types));
    isAbout(
        "/authentication/tokenUrl",
        api.endpoint(
            GOOD,
            types
                + ",\"authentication\":{\"type\":\"oauth2\",\"clientId\":\"a\","
                + "\"clientSecret\":\"b\",\"tokenUrl\":\""
                + address
                + "\"}"));
    assertThat(TrialJson.of(200, api.caller().get(TrialApi.ENDPOINTS)).path("data")).isEmpty();

    String id = TrialApi.id(201, api.endpoint(GOOD, types));
    isAbout("/url", api.patch(TrialApi.ENDPOINTS + "/" + id, "{\"url\":\"" + address + "\"}"));
    assertThat(url(api.caller().get(TrialApi.ENDPOINTS + "/" + id))).isEqualTo(GOOD.toString());
  }

  private static void knoxSaysItInItsErrors(URI address) {
    TrialCompany company = server.company("kdms.devices");
    List<String> events = List.of("KDMS_DEVICE_UPLOAD");
    isKnox(company.caller().subscribe(address, events));
    String id =
        TrialJson.of(200, company.caller().subscribe(GOOD, events))
            .path("payload")
            .path("id")
            .stringValue();
    isKnox(
        company
            .caller()
            .put(
                "/kwn/v1/subscriptions/" + id,
                "{\"url\":\"" + address + "\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}"));
  }

  private static void theLabSaysItBesideTheMember(URI address) {
    TrialLab lab = TrialLab.open(server);
    String body = TrialLab.body("one", address, TrialLab.VENDORS);
    isLab(lab.caller().post("/v2/webhooks", body));
    long id = lab.webhook("one", GOOD, TrialLab.VENDORS);
    isLab(lab.caller().put("/v2/webhooks/" + id, body));
    assertThat(url(lab.caller().get("/v2/webhooks/" + id))).isEqualTo(GOOD.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/", "https://10.0.0.1/"})
  void aBackendOfAppleDevicesStopsTheStart(String address, @TempDir Path data) {
    Map<String, String> settings =
        Map.of(
            "egress.deny", "10.0.0.0/8",
            "apple.webhook-url", address,
            "apple.topic", "com.apple.mgmt.External.trial");
    assertThatThrownBy(() -> TrialServer.start(data, new TrialClock(), settings).close())
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageContainingAll("apple.webhook-url", SAYS, ADVICE);
  }

  private static void isAbout(String pointer, KnoxAnswer answer) {
    JsonNode problem = TrialJson.of(400, answer);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(problem.path("errors").path(0).path("pointer").stringValue()).isEqualTo(pointer);
    assertThat(problem.path("errors").path(0).path("detail").stringValue()).contains(SAYS, ADVICE);
  }

  private static void isKnox(KnoxAnswer answer) {
    assertThat(TrialJson.of(400, answer).toString())
        .contains("RESOURCE_INVALID_PARAM", "url", SAYS, ADVICE);
  }

  private static void isLab(KnoxAnswer answer) {
    assertThat(TrialJson.of(400, answer).toString()).contains("url", SAYS, ADVICE);
  }

  private static String url(KnoxAnswer answer) {
    return TrialJson.of(200, answer).path("url").stringValue();
  }
}
