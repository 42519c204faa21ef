package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The cases of contract 6.4 that are about more than transitions, each by its name.
final class EdgeCaseTest extends SharedSite {
  private static final String URL = "https://hooks.example/a";
  private static final String REST = "https://hooks.example/rest";

  @BeforeEach
  void prepare() {
    lab.webhook(URL, List.of(LabCaller.VENDORS));
  }

  @Test
  void aHostTwoVersionsOldHasItsDevicesForcedOffline() {
    lab.is("a", "online");
    lab.is("b", "online");
    lab.taken(
        LabCaller.batch(
            "lab-1",
            saying("a", "Offline", "upgrade required"),
            saying("b", "Offline", "upgrade required")));
    assertThat(site.told(URL))
        .containsExactly(
            "device.status.online",
            "device.status.online",
            "device.status.offline",
            "device.status.offline");
    JsonNode device = lab.device("a");
    assertThat(device.path("state").stringValue()).as("it stays").isEqualTo("ACTIVATED");
    assertThat(device.path("message").stringValue()).isEqualTo("upgrade required");
  }

  @Test
  void aHostAtItsCapacityKeepsItsDevicesOnline() {
    lab.is("a", "online");
    lab.is("b", "online");
    lab.is("a", "utilizing");
    lab.taken(LabCaller.batch("lab-1", saying("b", "Online", "at capacity: cannot launch")));
    assertThat(site.told(URL))
        .containsExactly("device.status.online", "device.status.online", "device.state.utilizing");
    assertThat(lab.device("b").path("effectiveStatus").stringValue()).isEqualTo("online");
  }

  @Test
  void lowBatteryAndNoWiFiLeaveADeviceOnline() {
    lab.is("a", "online");
    lab.taken(
        LabCaller.batch(
            "lab-1",
            saying("a", "Online", "battery low: 12 %"),
            saying("a", "Online", "no Wi-Fi"),
            saying("a", "Online", "")));
    assertThat(site.told(URL)).containsExactly("device.status.online");
  }

  @Test
  void aDeviceThatLeavesTheOrganizationSaysNoFarewell() {
    lab.webhook(REST, List.of("device.lab.removed"));
    lab.is("a", "online");
    long id = lab.device("a").path("id").longValue();
    assertThat(lab.http.delete("/v2/devices/" + id).status()).isEqualTo(204);
    assertThat(site.told(URL)).containsExactly("device.status.online");
    assertThat(site.told(REST)).as("but to whoever asks").containsExactly("device.lab.removed");
    lab.is("a", "online");
    assertThat(site.told(URL))
        .as("seen for the first time, again")
        .containsExactly("device.status.online", "device.status.online");
  }

  @Test
  void aHostThatRestartsTellsOnePairForEachOfItsDevices() {
    List<String> devices = IntStream.range(0, 26).mapToObj(i -> "phone-" + i).toList();
    devices.forEach(device -> lab.is(device, "online"));
    site.deliver();
    int before = site.sender.sent().size();
    lab.taken(LabCaller.batch("lab-1", all(devices, "Offline")));
    lab.taken(LabCaller.batch("lab-1", all(devices, "Online")));
    site.deliver();
    List<String> told =
        site.sender.sent().stream()
            .skip(before)
            .map(LabSite::body)
            .map(
                body ->
                    body.path("deviceUdid").stringValue()
                        + " "
                        + body.path("eventDescription").stringValue())
            .toList();
    assertThat(told).hasSize(52);
    for (String device : devices) {
      assertThat(told.stream().filter(line -> line.startsWith(device + " ")))
          .containsExactly(device + " Offline", device + " Online");
    }
  }

  @Test
  void nothingIsSentWhileAWebhookIsPausedAndAllOfItAfterwardsInOrder() {
    long webhook = lab.webhook(REST, List.of(LabCaller.VENDORS));
    lab.is("a", "online");
    assertThat(site.told(REST)).hasSize(1);
    assertThat(lab.call("PUT", "/v2/webhooks/" + webhook + "/pause")).isEqualTo(204);
    lab.is("a", "utilizing", "offline", "unplugged");
    for (int i = 0; i < 5; i++) {
      site.clock.advance(Duration.ofMinutes(30));
      lab.heartbeat("lab-1");
      assertThat(site.told(REST)).as("nothing").hasSize(1);
    }
    assertThat(site.told(URL)).as("others are not held up").hasSize(4);
    assertThat(lab.call("DELETE", "/v2/webhooks/" + webhook + "/pause")).isEqualTo(204);
    assertThat(site.told(REST))
        .containsExactly(
            "device.status.online",
            "device.state.utilizing",
            "device.status.offline",
            "device.state.unplugged");
  }

  private String saying(String udid, String status, String message) {
    return LabCaller.report(lab.nextSequence(), udid, status, "ACTIVATED")
        .replace("\"platform\"", "\"message\":\"" + message + "\",\"platform\"");
  }

  private String[] all(List<String> devices, String status) {
    List<String> reports = new ArrayList<>();
    devices.forEach(
        device -> reports.add(LabCaller.report(lab.nextSequence(), device, status, "ACTIVATED")));
    return reports.toArray(String[]::new);
  }
}
