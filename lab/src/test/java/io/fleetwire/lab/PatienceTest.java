package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.testkit.KnoxAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a webhook may ask for beyond the vendor (contract 11): scope, patience, more events, other
/// forms, proofs of who calls. None of it changes what a plain webhook beside it gets.
final class PatienceTest extends SharedSite {
  private static final String PLAIN = "https://hooks.example/plain";
  private static final String URL = "https://hooks.example/patient";
  private static final String OWN = "https://hooks.example/own";
  private static final List<String> ALL = List.of(LabCaller.VENDORS);
  private static final String GRACE = "\"offlineGraceSeconds\":30";

  @BeforeEach
  void prepare() {
    lab.webhook(PLAIN, ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "online offline online              | online",
        "online offline offline online      | online",
        "utilizing offline online           | utilizing",
        "utilizing offline utilizing        | utilizing",
        "online offline utilizing           | online utilizing",
        "online offline unplugged           | online unplugged",
        "online offline unplugged online    | online unplugged online",
        "unplugged offline online           | unplugged online",
      })
  void aShortOfflineLeavesNoTrace(String story, String told) {
    lab.webhook(URL, ALL, GRACE);
    for (String word : story.split(" ")) {
      lab.is("phone", word);
      site.clock.advance(Duration.ofSeconds(5));
    }
    site.deliver();
    site.clock.advance(Duration.ofMinutes(5));
    lab.heartbeat("lab-1");
    assertThat(words(URL)).containsExactly(told.split(" "));
  }

  @Test
  void anOfflineThatLastsIsToldAfterItsGraceAndItsEndAtOnce() {
    lab.webhook(URL, ALL, GRACE);
    lab.is("phone", "online", "offline");
    site.clock.advance(Duration.ofSeconds(29));
    assertThat(words(URL)).containsExactly("online");
    assertThat(words(PLAIN)).containsExactly("online", "offline");
    site.clock.advance(Duration.ofSeconds(1));
    assertThat(words(URL)).containsExactly("online", "offline");
    lab.is("phone", "online");
    assertThat(words(URL)).containsExactly("online", "offline", "online");
  }

  @Test
  void whoAsksForLessPatienceIsToldWhatWasWithheld() {
    String path = "/v2/webhooks/" + lab.webhook(URL, ALL, GRACE, "\"suppressHostDown\":true");
    lab.is("a", "online", "offline");
    lab.is("b", "online");
    site.deliver();
    site.clock.advance(Duration.ofSeconds(61));
    assertThat(words(URL))
        .as("a lasts, b has a host")
        .containsExactly("online", "online", "offline");
    lab.put(path, LabCaller.body("r", URL, ALL, GRACE));
    assertThat(words(URL)).as("after its grace").hasSize(3);
    lab.put(path, LabCaller.body("r", URL, ALL));
    assertThat(words(URL)).as("at once").hasSize(4).endsWith("offline");
    lab.heartbeat("lab-1");
    assertThat(words(URL)).as("b alone is back").hasSize(5).endsWith("online");
  }

  @Test
  void patienceSurvivesARestart() {
    lab.webhook(URL, ALL, GRACE);
    lab.is("phone", "online", "offline");
    site.deliver();
    restart();
    site.clock.advance(Duration.ofSeconds(30));
    assertThat(words(URL)).containsExactly("offline");
  }

  @Test
  void aDeviceThatFlapsIsToldOfUntilItsLimitAndAgainWhenItIsCalm() {
    lab.webhook(URL, ALL, "\"flapLimit\":3", "\"flapWindowSeconds\":60");
    for (int i = 0; i < 4; i++) {
      lab.is("phone", "online");
      site.clock.advance(Duration.ofSeconds(1));
      lab.is("phone", "offline");
      site.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(words(URL)).containsExactly("online", "offline", "online");
    assertThat(words(PLAIN)).as("every flap").hasSize(8);
    for (int i = 0; i < 6; i++) {
      site.clock.advance(Duration.ofSeconds(10));
      lab.heartbeat("lab-1");
    }
    assertThat(words(URL)).as("how it is now").endsWith("online", "offline").hasSize(4);
    lab.is("phone", "online");
    assertThat(words(URL)).hasSize(5);
  }

  @Test
  void aHostThatIsDownSparesItsDevicesAndIsToldOfItself() {
    List<String> events =
        Stream.concat(ALL.stream(), Stream.of("host.status.offline", "host.status.online"))
            .toList();
    lab.webhook(URL, events, "\"suppressHostDown\":true");
    lab.is("a", "online");
    lab.is("b", "utilizing");
    site.deliver();
    site.clock.advance(Duration.ofMinutes(2));
    assertThat(words(URL)).containsExactly("online", "utilizing", "host.offline");
    assertThat(words(PLAIN)).containsExactlyInAnyOrder("online", "utilizing", "offline", "offline");
    lab.heartbeat("lab-1");
    assertThat(words(URL)).containsExactly("online", "utilizing", "host.offline", "host.online");
  }

  @Test
  void aDeviceThatStaysOfflineWhenItsHostIsBackIsTold() {
    lab.webhook(URL, ALL, "\"suppressHostDown\":true", GRACE);
    lab.is("a", "online");
    site.deliver();
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    lab.is("a", "offline");
    assertThat(words(URL)).containsExactly("online");
    site.clock.advance(Duration.ofSeconds(30));
    assertThat(words(URL)).containsExactly("online", "offline");
  }

  @Test
  void aScopeNarrowsWhatAWebhookIsAbout() {
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-2", "b", "Online", "ACTIVATED");
    long a = lab.id("a");
    long b = lab.id("b");
    long team = lab.made("/v2/teams", "{\"name\":\"T\",\"deviceIds\":[" + a + "]}");
    long bundle =
        lab.made(
            "/v2/bundles", "{\"name\":\"B\",\"platform\":\"Android\",\"deviceIds\":[" + b + "]}");
    lab.http.put("/v2/devices/" + a + "/tags", "{\"tags\":[\"5g\"]}");
    long host =
        LabSite.json(200, lab.http.get("/v2/hosts")).path("hosts").path(1).path("id").longValue();
    webhook("team", "\"teams\":[" + team + "]");
    webhook("bundle", "\"bundles\":[" + bundle + "]");
    webhook("tag", "\"tags\":[\"5g\",\"lte\"]");
    webhook("host", "\"hosts\":[" + host + "]");
    webhook("device", "\"devices\":[" + a + "]");
    webhook("android", "\"platforms\":[\"Android\"]");
    webhook("ios", "\"platforms\":[\"iOS\"]");
    webhook("both", "\"teams\":[" + team + "],\"hosts\":[" + host + "]");
    lab.reportFrom("lab-1", "a", "Offline", "ACTIVATED");
    lab.reportFrom("lab-2", "b", "Offline", "ACTIVATED");
    assertThat(devices("team")).containsExactly("a");
    assertThat(devices("bundle")).containsExactly("b");
    assertThat(devices("tag")).containsExactly("a");
    assertThat(devices("host")).containsExactly("b");
    assertThat(devices("device")).containsExactly("a");
    assertThat(devices("android")).containsExactlyInAnyOrder("a", "b");
    assertThat(devices("ios")).isEmpty();
    assertThat(devices("both")).as("all sets must agree").isEmpty();
  }

  @Test
  void aScopeGoesByWhereADeviceIsWhenItHappens() {
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-2", "b", "Online", "ACTIVATED");
    long host =
        LabSite.json(200, lab.http.get("/v2/hosts")).path("hosts").path(1).path("id").longValue();
    webhook("moved", "\"hosts\":[" + host + "]");
    lab.reportFrom("lab-1", "a", "Offline", "ACTIVATED");
    assertThat(devices("moved")).isEmpty();
    lab.reportFrom("lab-2", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-2", "a", "Offline", "ACTIVATED");
    assertThat(devices("moved")).containsExactly("a");
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-1", "a", "Offline", "ACTIVATED");
    assertThat(devices("moved")).as("it has left again").containsExactly("a");
  }

  @Test
  void moreEventsComeToThoseAloneWhoAsk() {
    List<String> ours =
        List.of(
            "device.lab.added",
            "device.status.online",
            "device.status.error",
            "device.state.retained",
            "device.state.released");
    lab.webhook(URL, ours);
    lab.is("phone", "online");
    lab.report("phone", "Online", "ERROR");
    lab.report("phone", "Offline", "ERROR");
    book("{\"deviceIds\":[" + lab.id("phone") + "],\"durationSeconds\":30}");
    lab.heartbeat("lab-1");
    site.clock.advance(Duration.ofSeconds(30));
    assertThat(site.told(URL))
        .containsExactly(
            "device.lab.added",
            "device.status.online",
            "device.status.error",
            "device.state.retained",
            "device.state.released");
    assertThat(words(PLAIN)).as("retention is an overlay").containsExactly("online", "offline");
  }

  @Test
  void whatSomebodyRetainsIsTakenAndTheirsToEnd() {
    lab.is("phone", "online");
    book("{\"deviceIds\":[" + lab.id("phone") + "],\"unlimited\":true}");
    JsonNode device = LabSite.json(200, lab.http.get("/v2/devices/" + lab.id("phone")));
    assertThat(device.path("booked").booleanValue()).isTrue();
    assertThat(device.path("effectiveStatus").stringValue()).isEqualTo("online");
    KnoxAnswer again = lab.http.post("/v2/bookings", "{\"deviceIds\":[" + lab.id("phone") + "]}");
    assertThat(again.status()).isEqualTo(409);
    JsonNode booking = LabSite.json(200, lab.http.get("/v2/bookings")).path("bookings").path(0);
    assertThat(lab.http.delete("/v2/bookings/" + booking.path("id").longValue()).status())
        .isEqualTo(204);
    assertThat(
            LabSite.json(200, lab.http.get("/v1/devices?isBooked=true"))
                .path("privateDevices")
                .isEmpty())
        .isTrue();
  }

  @Test
  void aWebhookCanBePausedAndResumed() {
    long webhook = lab.webhook(URL, ALL);
    String path = "/v2/webhooks/" + webhook;
    assertThat(lab.call("PUT", path + "/pause")).isEqualTo(204);
    assertThat(LabSite.json(200, lab.http.get(path)).path("state").stringValue())
        .isEqualTo("paused");
    lab.http.put(path, LabCaller.body("other", URL, ALL));
    assertThat(LabSite.json(200, lab.http.get(path)).path("state").stringValue())
        .as("an edit leaves it alone")
        .isEqualTo("paused");
    assertThat(lab.http.delete(path + "/pause").status()).isEqualTo(204);
    assertThat(LabSite.json(200, lab.http.get(path)).path("state").stringValue())
        .isEqualTo("active");
    lab.is("phone", "online", "offline", "unplugged");
    assertThat(words(URL)).containsExactly("online", "offline", "unplugged");
  }

  @Test
  void chatsGetTheirOwnForm() {
    lab.webhook(
        LabCaller.body(
            "slack",
            URL,
            ALL,
            "\"format\":\"slack\"",
            "\"template\":\"{{deviceName}} <{{ deviceUdid }}>: {{eventDescription}}\""));
    lab.webhook(LabCaller.body("teams", URL + "2", ALL, "\"format\":\"teams\""));
    lab.is("phone", "online");
    site.deliver();
    assertThat(LabSite.text(sentTo(URL).getFirst()))
        .isEqualTo("{\"text\":\"Galaxy Note 8 &lt;phone&gt;: Online\"}");
    JsonNode card = LabSite.body(sentTo(URL + "2").getFirst()).path("attachments").path(0);
    assertThat(card.path("contentType").stringValue())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.path("content").path("body").path(0).path("text").stringValue())
        .isEqualTo("Galaxy Note 8 (phone) is Online; before it was none");
    JsonNode error =
        LabSite.json(
            400,
            lab.http.post(
                "/v2/webhooks",
                LabCaller.body(
                    "bad", URL, ALL, "\"format\":\"slack\"", "\"template\":\"{{nothing}}\"")));
    assertThat(error.path("message").stringValue()).startsWith("template: there is no nothing");
  }

  @Test
  void callbacksMayProveWhoCalls() {
    long webhook = lab.webhook(URL, ALL);
    String path = "/v2/webhooks/" + webhook;
    KnoxAnswer put =
        lab.http.put(
            path + "/authentication", "{\"type\":\"basic\",\"user\":\"u\",\"password\":\"p\"}");
    assertThat(put.status()).as("%s", put).isEqualTo(204);
    JsonNode key = LabSite.json(201, lab.http.post(path + "/signing-key", "{}"));
    assertThat(key.path("verifyBy").stringValue()).startsWith("whsec_");
    JsonNode shown = LabSite.json(200, lab.http.get(path));
    assertThat(shown.path("authentication").stringValue()).isEqualTo("basic");
    assertThat(shown.path("signed").booleanValue()).isTrue();
    assertThat(shown.toString()).doesNotContain("whsec_", "\"p\"");
    lab.is("phone", "online");
    site.deliver();
    OutboundRequest request = sentTo(URL).getFirst();
    assertThat(LabSite.header(request, "Authorization")).isEqualTo("Basic dTpw");
    assertThat(LabSite.header(request, "webhook-signature")).startsWith("v1,");
    JsonNode error =
        LabSite.json(
            400, lab.http.put(path + "/authentication", "{\"type\":\"bearer\",\"token\":\"\"}"));
    assertThat(error.path("errors").path(0).path("field").stringValue()).isEqualTo("token");
  }

  @Test
  void aTestIsSentToOneWebhookAndSaysThatItIsOne() {
    long webhook = lab.webhook(URL, List.of("device.state.utilizing"));
    assertThat(lab.call("POST", "/v2/webhooks/" + webhook + "/test")).isEqualTo(202);
    assertThat(site.told(URL)).containsExactly("device.state.utilizing");
    assertThat(site.told(PLAIN)).isEmpty();
    OutboundRequest request = sentTo(URL).getFirst();
    assertThat(LabSite.header(request, "Fleetwire-Test")).isEqualTo("true");
    assertThat(LabSite.body(request).path("deviceName").stringValue()).isEqualTo("Test device");
  }

  @Test
  void anEndpointOfAnotherFormatIsToldOfWhatHappensOnceWhateverWebhooksAreShown() {
    site.endpoint(lab.organization, OWN, "*");
    long webhook = lab.webhook(URL, ALL, GRACE);
    lab.is("phone", "online", "offline");
    site.clock.advance(Duration.ofMinutes(1));
    site.deliver();
    lab.is("phone", "utilizing");
    lab.call("POST", "/v2/webhooks/" + webhook + "/test");
    assertThat(types(OWN))
        .containsExactly(
            "device.lab.added",
            "device.status.online",
            "device.status.offline",
            "device.state.utilizing");
  }

  @Test
  void anEndpointOfAnotherFormatNeedsNoWebhookBesideIt() {
    LabCaller bare = site.lab();
    site.endpoint(bare.organization, OWN, "device.status.*");
    bare.is("phone", "online", "offline");
    assertThat(types(OWN)).containsExactly("device.status.online", "device.status.offline");
    assertThat(LabSite.body(sentTo(OWN).getFirst()).path("udid").stringValue()).isEqualTo("phone");
  }

  private List<String> types(String url) {
    site.deliver();
    return sentTo(url).stream().map(request -> LabSite.header(request, "Type")).toList();
  }

  private void webhook(String name, String scope) {
    lab.webhook(
        LabCaller.body(
            name,
            "https://hooks.example/" + name,
            List.of("device.status.offline"),
            "\"scope\":{" + scope + "}"));
  }

  private List<String> devices(String name) {
    site.deliver();
    return sentTo("https://hooks.example/" + name).stream()
        .map(request -> LabSite.body(request).path("deviceUdid").stringValue())
        .toList();
  }

  private List<OutboundRequest> sentTo(String url) {
    return site.sender.sent().stream()
        .filter(request -> request.url().toString().equals(url))
        .toList();
  }

  /// What was told, by the last word of the activity; of hosts with `host.` before it.
  private List<String> words(String url) {
    List<String> words = new ArrayList<>();
    for (String activity : site.told(url)) {
      String word = activity.substring(activity.lastIndexOf('.') + 1);
      words.add(activity.startsWith("host.") ? "host." + word : word);
    }
    return words;
  }

  private void book(String body) {
    LabSite.json(201, lab.http.post("/v2/bookings", body));
  }
}
