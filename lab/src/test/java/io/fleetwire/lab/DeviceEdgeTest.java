package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(LabCaller.udids(answer.path("privateDevices"))).containsExactly("a", "b");
    assertThat(LabCaller.udids(answer.path("favoriteDevices"))).containsExactly("b");
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
    assertThat(String.join(" ", LabCaller.udids(answer.path("privateDevices"))))
        .isEqualTo(expected);
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
    assertThat(lab.list("?status=utilizing")).containsExactly("a");
    assertThat(lab.list("?deviceName=gal*8")).containsExactly("a");
    assertThat(lab.list("?deviceName=gal?xy*")).as("only * is a pattern").isEmpty();
    assertThat(lab.list("?udid=b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "29    | integer from 30 to 86400",
        "86401 | integer from 30 to 86400",
      })
  void aBookingLastsAsLongAsTheVendorHasIt(int seconds, String says) {
    lab.is("a", "online");
    String body = "{\"deviceIds\":[%d],\"durationSeconds\":%d}".formatted(lab.id("a"), seconds);
    JsonNode error = LabSite.json(400, lab.http.post("/v2/bookings", body));
    assertThat(error.path("message").stringValue()).contains("durationSeconds: ", says);
  }

  @Test
  void bookingsAreListedInParts() {
    for (String udid : List.of("a", "b", "c")) {
      lab.is(udid, "online");
      String body = "{\"deviceIds\":[%d],\"unlimited\":true}".formatted(lab.id(udid));
      LabSite.json(201, lab.http.post("/v2/bookings", body));
    }
    JsonNode first = LabSite.json(200, lab.http.get("/v2/bookings?size=2"));
    assertThat(first.path("bookings").size()).isEqualTo(2);
    String next = "/v2/bookings?size=2&after=" + first.path("next").longValue();
    JsonNode last = LabSite.json(200, lab.http.get(next));
    assertThat(last.path("bookings").path(0).path("deviceId").longValue()).isEqualTo(lab.id("c"));
    assertThat(last.has("next")).isFalse();
    JsonNode error = LabSite.json(400, lab.http.get("/v2/bookings?after=x"));
    assertThat(error.path("message").stringValue()).isEqualTo("after: a number from 1");
  }

  @Test
  void aPublicDeviceIsSeenByAllAndToldOfToNobody() {
    lab.is("a", "online");
    LabCaller other = site.lab();
    lab.put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"public\"}");
    lab.is("a", "offline", "online");
    assertThat(site.told(URL)).as("no farewell, and nothing after").hasSize(1);
    JsonNode seen = LabSite.json(200, other.http.get("/v1/devices"));
    assertThat(LabCaller.udids(seen.path("cloudDevices"))).containsExactly("a");
    assertThat(seen.path("cloudDevices").path(0).path("isMyOrg").booleanValue()).isFalse();
    String newer = "/v1/devices?platformVersion=14";
    assertThat(LabCaller.udids(LabSite.json(200, other.http.get(newer)).path("cloudDevices")))
        .isEmpty();
    assertThat(other.http.get("/v2/devices/" + lab.id("a")).status()).isEqualTo(404);
  }

  @Test
  void hidingIsAViewOnlyAndForcingOfflineIsNot() {
    lab.is("a", "online");
    lab.put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
    lab.is("a", "offline", "online");
    lab.put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"forcedOffline\":true}");
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
    lab.put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
    lab.is("a", "offline");
    assertThat(isHidden("a")).as("not back yet").isTrue();
    lab.is("a", "utilizing");
    assertThat(isHidden("a")).isFalse();
    lab.put("/v2/devices/" + lab.id("a"), "{\"hosting\":\"local\",\"hidden\":true}");
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
    lab.reportFrom("lab-2", "guest", "Online", "ACTIVATED");
    long other = lab.device("guest").path("hostId").longValue();
    assertThat(lab.report("guest", "Online", "ACTIVATED").path("ignored").toString())
        .as("it comes from another host")
        .contains("a host has at most 1000 devices");
    assertThat(lab.device("guest").path("hostId").longValue()).isEqualTo(other);
    assertThat(lab.call("DELETE", "/v2/devices/" + lab.id("guest"))).isEqualTo(204);
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
}
