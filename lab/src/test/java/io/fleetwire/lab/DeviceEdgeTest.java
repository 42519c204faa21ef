package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Devices as callers see and change them, and hosts that fall silent (contract 6.4, 7, 8).
final class DeviceEdgeTest extends SharedSite {
  private static final String URL = "https://hooks.example/a";

  @BeforeEach
  void prepare() {
    lab.webhook(URL, List.of(LabCaller.VENDORS));
  }

  @Test
  void theFirstFormHasThreeArraysAndTheVendorsMembers() {
    lab.is("a", "online");
    lab.is("b", "offline");
    assertThat(lab.call("PUT", "/v2/devices/" + lab.id("b") + "/favorite")).isEqualTo(204);
    JsonNode answer = LabSite.json(200, lab.http.get("/v1/devices"));
    assertThat(answer.propertyNames())
        .containsExactly("privateDevices", "favoriteDevices", "cloudDevices");
    assertThat(udids(answer.path("privateDevices"))).containsExactly("a", "b");
    assertThat(udids(answer.path("favoriteDevices"))).containsExactly("b");
    JsonNode first = answer.path("privateDevices").path(0);
    assertThat(first.propertyNames())
        .contains(
            "id",
            "udid",
            "isBooked",
            "isHidden",
            "isOnline",
            "isFavorite",
            "isCloud",
            "isMyOrg",
            "isMyOwn",
            "hostedBy",
            "modelName",
            "deviceName",
            "resolution",
            "platformName",
            "platformVersion",
            "installedBrowsers",
            "support",
            "deviceImageUrl");
    assertThat(first.path("isOnline").booleanValue()).isTrue();
    assertThat(first.path("platformName").stringValue()).isEqualTo("Android");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "isOnline=true                     | a",
        "isOnline=false                    | b",
        "platformName=Android              | a b",
        "platformName=iOS                  | ''",
        "platformVersion=14                | b",
        "platformVersion=1                 | ''",
        "deviceName=Galaxy Note 8,Pixel    | a b",
        "deviceName=Galaxy                 | ''",
        "isBooked=true                     | ''",
        "appiumDisabled=false              | a b",
      })
  void theFirstFormFilters(String query, String expected) {
    lab.is("a", "online");
    lab.is("b", "offline");
    String newer = LabCaller.report(lab.nextSequence(), "b", "Offline", "ACTIVATED");
    lab.taken(LabCaller.batch("lab-1", newer.replace("}", ",\"platformVersion\":\"14\"}")));
    JsonNode answer = LabSite.json(200, lab.http.get("/v1/devices?" + query.replace(" ", "%20")));
    assertThat(String.join(" ", udids(answer.path("privateDevices")))).isEqualTo(expected);
  }

  @Test
  void theFirstFormNamesWhatItCannotRead() {
    JsonNode error =
        LabSite.json(400, lab.http.get("/v1/devices?isOnline=yes&platformName=android"));
    assertThat(error.path("message").stringValue())
        .isEqualTo("platformName: Android or iOS; isOnline: true or false");
  }

  @Test
  void theSecondFormShowsBothColumnsAndWhatFollows() {
    lab.is("a", "utilizing");
    JsonNode device = LabSite.json(200, lab.http.get("/v2/devices/" + lab.id("a")));
    assertThat(device.path("status").stringValue()).isEqualTo("Online");
    assertThat(device.path("state").stringValue()).isEqualTo("UTILIZING");
    assertThat(device.path("effectiveStatus").stringValue()).isEqualTo("utilizing");
    assertThat(list("?status=utilizing")).containsExactly("a");
    assertThat(list("?deviceName=gal*8")).containsExactly("a");
    assertThat(list("?deviceName=gal?xy*")).as("only * is a pattern").isEmpty();
    assertThat(list("?udid=b")).isEmpty();
  }

  @Test
  void teamsBundlesAndTagsFindDevices() {
    lab.is("a", "online");
    lab.is("b", "online");
    long team = lab.made("/v2/teams", "{\"name\":\"T\",\"deviceIds\":[" + lab.id("a") + "]}");
    long bundle =
        lab.made(
            "/v2/bundles",
            "{\"name\":\"B\",\"platform\":\"Android\",\"deviceIds\":[" + lab.id("b") + "]}");
    assertThat(put("/v2/devices/" + lab.id("b") + "/tags", "{\"tags\":[\"5g\",\"a@b.c_d-e+f\"]}"))
        .isEqualTo(204);
    assertThat(list("?team=" + team)).containsExactly("a");
    assertThat(list("?bundle=" + bundle)).containsExactly("b");
    assertThat(list("?tag=5g")).containsExactly("b");
    JsonNode answer = LabSite.json(200, lab.http.get("/v1/devices?groupId=" + team));
    assertThat(udids(answer.path("privateDevices"))).containsExactly("a");
  }

  @Test
  void aBundleHasOneOperatingSystem() {
    lab.is("a", "online");
    JsonNode error =
        LabSite.json(
            400,
            lab.http.post(
                "/v2/bundles",
                "{\"name\":\"B\",\"platform\":\"iOS\",\"deviceIds\":[" + lab.id("a") + "]}"));
    assertThat(error.path("message").stringValue())
        .contains("deviceIds: device " + lab.id("a") + " runs Android; a bundle for iOS");
  }

  @ParameterizedTest
  @CsvSource({"two words", "ümlaut", "''", "hash#", "123456789012345678901234567890123"})
  void aTagFollowsTheVendorsRule(String tag) {
    lab.is("a", "online");
    JsonNode error =
        LabSite.json(
            400,
            lab.http.put("/v2/devices/" + lab.id("a") + "/tags", "{\"tags\":[\"" + tag + "\"]}"));
    assertThat(error.path("message").stringValue()).contains("tags: a tag has 1 to 32");
  }

  @Test
  void personalTagsAndFavoritesAreOnesOwn() {
    lab.is("a", "online");
    put("/v2/devices/" + lab.id("a") + "/personal-tags", "{\"tags\":[\"mine\"]}");
    KnoxClient other = site.person(lab.organization, Role.ADMIN);
    JsonNode theirs = LabSite.json(200, other.get("/v2/devices/" + lab.id("a")));
    assertThat(theirs.path("personalTags").isEmpty()).isTrue();
    JsonNode found = LabSite.json(200, other.get("/v2/devices?tag=mine"));
    assertThat(found.path("total").intValue()).isZero();
    assertThat(list("?tag=mine")).containsExactly("a");
  }

  @Test
  void aChangeOfATeamLeavesTheRest() {
    lab.is("a", "online");
    lab.is("b", "online");
    long team = lab.made("/v2/teams", "{\"name\":\"T\",\"deviceIds\":[" + lab.id("a") + "]}");
    String path = "/v2/teams/" + team;
    patch(200, path, "{\"addDeviceIds\":[" + lab.id("b") + "]}");
    assertThat(list("?team=" + team)).containsExactly("a", "b");
    JsonNode renamed =
        patch(200, path, "{\"name\":\"U\",\"removeDeviceIds\":[" + lab.id("a") + "]}");
    assertThat(renamed.path("name").stringValue()).isEqualTo("U");
    assertThat(list("?team=" + team)).containsExactly("b");
    JsonNode listed = LabSite.json(200, lab.http.get("/v2/teams")).path("teams").path(0);
    assertThat(listed.path("devices").intValue()).isOne();
    patch(400, path, "{\"addDeviceIds\":[99999]}");
    patch(400, path, "{\"platform\":\"iOS\"}");
    long bundle = lab.made("/v2/bundles", "{\"name\":\"B\",\"platform\":\"iOS\"}");
    String message =
        patch(400, "/v2/bundles/" + bundle, "{\"addDeviceIds\":[" + lab.id("a") + "]}")
            .path("message")
            .stringValue();
    assertThat(message).contains("runs Android; a bundle for iOS");
    assertThat(list("?team=" + team)).as("nothing changed").containsExactly("b");
  }

  /// As the vendor answers whoever names no team.
  @Test
  void whoeverIsInTeamsGetsWhatTheirTeamsHaveInTheFirstForm() {
    lab.is("a", "online");
    lab.is("b", "online");
    KnoxClient member = site.person(lab.organization, Role.MEMBER);
    assertThat(first(member, "")).as("in no team").containsExactly("a", "b");
    String people = ",\"memberIds\":[%d]".formatted(newest());
    long team = lab.made("/v2/teams", team("T", "a", people));
    long other = lab.made("/v2/teams", team("U", "b", people));
    assertThat(first(member, "")).containsExactly("a", "b");
    patch(200, "/v2/teams/" + other, "{\"enabled\":false}");
    assertThat(first(member, "")).containsExactly("a");
    assertThat(first(member, "?groupId=" + other)).isEmpty();
    patch(200, "/v2/teams/" + team, "{\"enabled\":false}");
    assertThat(first(member, "")).as("not what nobody gave them").isEmpty();
    assertThat(first(lab.http, "")).as("who manages the lab").containsExactly("a", "b");
    assertThat(list("?team=" + team)).as("it keeps what it has").containsExactly("a");
    patch(200, "/v2/teams/" + team, "{\"enabled\":true}");
    assertThat(first(member, "?groupID=" + team)).containsExactly("a");
  }

  @Test
  void aCloneHasEverythingThatTheTeamHas() {
    lab.is("a", "online");
    String more = ",\"enabled\":false,\"memberIds\":[%d]".formatted(newest());
    String path = "/v2/teams/" + lab.made("/v2/teams", team("T", "a", more)) + "/clone";
    JsonNode copy = LabSite.json(201, lab.http.post(path, "{\"name\":\"U\"}"));
    assertThat(copy.path("name").stringValue()).isEqualTo("U");
    assertThat(copy.path("enabled").booleanValue()).isFalse();
    assertThat(copy.path("deviceIds").path(0).longValue()).isEqualTo(lab.id("a"));
    assertThat(copy.path("memberIds").path(0).longValue()).isEqualTo(newest());
    assertThat(copy.path("createdBy").stringValue()).isEqualTo(site.owner(lab.organization));
    assertThat(lab.http.post(path, "{\"name\":\"T\"}").status()).as("taken").isEqualTo(409);
    assertThat(lab.http.post(path, "{}").status()).isEqualTo(400);
    assertThat(site.lab().http.post(path, "{\"name\":\"V\"}").status()).isEqualTo(404);
    assertThat(site.person(lab.organization, Role.MEMBER).post(path, "{}").status()).isEqualTo(403);
  }

  @Test
  void aPublicDeviceHasNoTags() {
    lab.is("a", "online");
    String path = "/v2/devices/" + lab.id("a");
    put(path, "{\"hosting\":\"public\"}");
    JsonNode error = LabSite.json(400, lab.http.put(path + "/tags", "{\"tags\":[\"5g\"]}"));
    assertThat(error.path("message").stringValue())
        .isEqualTo("tags: only private and local devices have tags");
    assertThat(put(path + "/tags", "{\"tags\":[]}")).as("they may go").isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "29    | an integer from 30 to 86400",
        "86401 | an integer from 30 to 86400",
      })
  void aBookingLastsAsLongAsTheVendorHasIt(int seconds, String says) {
    lab.is("a", "online");
    String body = "{\"deviceIds\":[%d],\"durationSeconds\":%d}".formatted(lab.id("a"), seconds);
    JsonNode error = LabSite.json(400, lab.http.post("/v2/bookings", body));
    assertThat(error.path("message").stringValue()).contains("durationSeconds: ", says);
  }

  private String team(String name, String udid, String more) {
    return "{\"name\":\"%s\",\"deviceIds\":[%d]%s}".formatted(name, lab.id(udid), more);
  }

  /// The number of whoever joined the organization last.
  private long newest() {
    return site.access.directory().users(lab.organization).getLast().id().value();
  }

  private static List<String> first(KnoxClient caller, String query) {
    return udids(LabSite.json(200, caller.get("/v1/devices" + query)).path("privateDevices"));
  }

  @Test
  void aBundleIsChangedByItsMakerAndByWhoManagesTheLab() {
    KnoxClient maker = site.person(lab.organization, Role.MEMBER);
    KnoxClient other = site.person(lab.organization, Role.MEMBER);
    String bundle = "{\"name\":\"B\",\"platform\":\"iOS\"}";
    long id = LabSite.json(201, maker.post("/v2/bundles", bundle)).path("id").longValue();
    String path = "/v2/bundles/" + id;
    Payload change = json("{\"name\":\"C\"}");
    assertThat(other.send("PATCH", path, change).status()).isEqualTo(403);
    assertThat(maker.send("PATCH", path, change).status()).isEqualTo(200);
    assertThat(lab.http.send("PATCH", path, change).status()).isEqualTo(200);
    assertThat(site.lab().http.send("PATCH", path, change).status()).isEqualTo(404);
  }

  private JsonNode patch(int status, String path, String body) {
    return LabSite.json(status, lab.http.send("PATCH", path, json(body)));
  }

  private static Payload json(String body) {
    return new Payload("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPublicDeviceIsSeenByAllAndToldOfToNobody() {
    lab.is("a", "online");
    LabCaller other = site.lab();
    put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"public\"}");
    lab.is("a", "offline", "online");
    assertThat(site.told(URL)).as("no farewell, and nothing after").hasSize(1);
    JsonNode seen = LabSite.json(200, other.http.get("/v1/devices"));
    assertThat(udids(seen.path("cloudDevices"))).containsExactly("a");
    assertThat(seen.path("cloudDevices").path(0).path("isMyOrg").booleanValue()).isFalse();
    String newer = "/v1/devices?platformVersion=14";
    assertThat(udids(LabSite.json(200, other.http.get(newer)).path("cloudDevices"))).isEmpty();
    assertThat(other.http.get("/v2/devices/" + lab.id("a")).status()).isEqualTo(404);
  }

  @Test
  void hidingIsAViewOnlyAndForcingOfflineIsNot() {
    lab.is("a", "online");
    put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
    lab.is("a", "offline", "online");
    put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"forcedOffline\":true}");
    JsonNode device = LabSite.json(200, lab.http.get("/v2/devices/" + lab.id("a")));
    assertThat(device.path("state").stringValue()).as("stays").isEqualTo("ACTIVATED");
    assertThat(site.told(URL))
        .containsExactly(
            "device.status.online",
            "device.status.offline",
            "device.status.online",
            "device.status.offline");
  }

  @Test
  void aHiddenDeviceThatReturnsIsShownAgain() {
    lab.is("a", "unplugged");
    put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
    lab.is("a", "offline");
    assertThat(isHidden("a")).as("not back yet").isTrue();
    lab.is("a", "utilizing");
    assertThat(isHidden("a")).isFalse();
    put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
    lab.is("a", "online");
    assertThat(isHidden("a")).as("it was never away").isTrue();
    assertThat(site.told(URL))
        .containsExactly(
            "device.state.unplugged", "device.status.offline", "device.state.utilizing");
  }

  private boolean isHidden(String udid) {
    return LabSite.json(200, lab.http.get("/v2/devices/" + lab.id(udid)))
        .path("hidden")
        .booleanValue();
  }

  @Test
  void aHostHasAtMostAThousandDevicesAndOneThatIsRemovedMakesRoom() {
    for (int first = 0; first < 1_000; first += 500) {
      String[] reports =
          IntStream.range(first, first + 500)
              .mapToObj(
                  i -> LabCaller.report(lab.nextSequence(), "phone-" + i, "Online", "ACTIVATED"))
              .toArray(String[]::new);
      assertThat(lab.taken(LabCaller.batch("lab-1", reports)).path("ignored")).isEmpty();
    }
    assertThat(lab.report("more", "Online", "ACTIVATED").path("ignored").toString())
        .contains("a host has at most 1000 devices");
    assertThat(counted()).isEqualTo(1_000);
    assertThat(lab.call("DELETE", "/v2/devices/" + lab.id("phone-7"))).isEqualTo(204);
    assertThat(counted()).isEqualTo(999);
    assertThat(lab.report("more", "Online", "ACTIVATED").path("ignored")).isEmpty();
    assertThat(counted()).isEqualTo(1_000);
  }

  private long counted() {
    return site.database.read(tx -> DeviceTable.count(tx, lab.organization));
  }

  @Test
  void aSilentHostTakesItsDevicesOfflineAndBringsThemBack() {
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-1", "b", "Online", "UTILIZING");
    lab.reportFrom("lab-1", "c", "Offline", "UNPLUGGED");
    lab.reportFrom("lab-2", "d", "Online", "ACTIVATED");
    site.deliver();
    int before = site.sender.sent().size();
    site.clock.advance(Duration.ofSeconds(50));
    lab.heartbeat("lab-2");
    site.clock.advance(Duration.ofSeconds(20));
    assertThat(after(before))
        .as("of a and b, not of what is unplugged or elsewhere")
        .containsExactly("device.status.offline", "device.status.offline");
    before = site.sender.sent().size();
    lab.heartbeat("lab-1");
    assertThat(after(before))
        .containsExactlyInAnyOrder("device.status.online", "device.state.utilizing");
  }

  @Test
  void aHostThatComesBackWithNewsTellsOnlyTheNews() {
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-1", "b", "Online", "ACTIVATED");
    site.deliver();
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    int before = site.sender.sent().size();
    lab.reportFrom("lab-1", "a", "Offline", "UNPLUGGED");
    assertThat(after(before))
        .containsExactlyInAnyOrder("device.state.unplugged", "device.status.online");
  }

  @Test
  void silenceCountsFromTheStartOfTheServer() {
    lab.is("a", "online");
    site.deliver();
    site.clock.advance(Duration.ofHours(1));
    restart();
    site.deliver();
    assertThat(site.sender.sent()).as("nobody could be heard meanwhile").isEmpty();
    site.clock.advance(Duration.ofSeconds(61));
    site.deliver();
    assertThat(site.told(URL)).containsExactly("device.status.offline");
  }

  @Test
  void hostsAreListedWithTheirDevices() {
    lab.reportFrom("lab-1", "a", "Online", "ACTIVATED");
    lab.reportFrom("lab-1", "b", "Offline", "ACTIVATED");
    JsonNode host = LabSite.json(200, lab.http.get("/v2/hosts")).path("hosts").path(0);
    assertThat(host.path("name").stringValue()).isEqualTo("lab-1");
    assertThat(host.path("status").stringValue()).isEqualTo("up");
    assertThat(host.path("devices").intValue()).isEqualTo(2);
    assertThat(host.path("offline").intValue()).isEqualTo(1);
  }

  private List<String> after(int before) {
    site.deliver();
    return site.sender.sent().stream()
        .skip(before)
        .map(request -> LabSite.body(request).path("eventActivity").stringValue())
        .toList();
  }

  private int put(String path, String body) {
    return lab.http.put(path, body).status();
  }

  private List<String> list(String query) {
    return udids(LabSite.json(200, lab.http.get("/v2/devices" + query)).path("devices"));
  }

  private static List<String> udids(JsonNode devices) {
    return devices.valueStream().map(device -> device.path("udid").stringValue()).toList();
  }
}
