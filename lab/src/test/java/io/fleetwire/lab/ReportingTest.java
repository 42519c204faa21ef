package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.KnoxClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What agents say, and what follows: batches, numbers, and the cases of contract 6.4.
final class ReportingTest extends SharedSite {
  private static final String URL = "https://hooks.example/a";

  @BeforeEach
  void prepare() {
    lab.webhook(URL, List.of(LabCaller.VENDORS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Online  | ACTIVATED | device.status.online",
        "Offline | ACTIVATED | device.status.offline",
        "Online  | ERROR     | device.status.offline",
        "Offline | ERROR     | device.status.offline",
        "Online  | UTILIZING | device.state.utilizing",
        "Offline | UTILIZING | device.status.offline",
        "Online  | UNPLUGGED | device.state.unplugged",
        "Offline | UNPLUGGED | device.state.unplugged",
      })
  void theTwoColumnsFoldIntoOneStatus(String status, String state, String told) {
    lab.report("phone", status, state);
    assertThat(site.told(URL)).containsExactly(told);
  }

  @Test
  void aBatchIsAppliedInItsOrderAndAnUnplugSeenAsOfflineFirstIsTwoEvents() {
    lab.taken(
        LabCaller.batch(
            "lab-1",
            LabCaller.report(1, "phone", "Online", "ACTIVATED"),
            LabCaller.report(2, "phone", "Offline", "ACTIVATED"),
            LabCaller.report(3, "phone", "Offline", "UNPLUGGED")));
    assertThat(site.told(URL))
        .containsExactly("device.status.online", "device.status.offline", "device.state.unplugged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
  void anAgentWhoseClockIsFarOffIsHeardAllTheSame(String at) {
    String report = LabCaller.report(1, "phone", "Online", "ACTIVATED");
    lab.taken(LabCaller.batch("lab-1", report.replace("{", "{\"at\":\"" + at + "\",")));
    assertThat(site.told(URL)).containsExactly("device.status.online");
  }

  @Test
  void aRepeatedBatchChangesNothingAndSaysHowFarItIs() {
    String batch =
        LabCaller.batch(
            "lab-1",
            LabCaller.report(5, "phone", "Online", "ACTIVATED"),
            LabCaller.report(6, "phone", "Offline", "ACTIVATED"));
    lab.taken(batch);
    JsonNode again = lab.taken(batch);
    assertThat(again.path("applied").intValue()).isZero();
    assertThat(again.path("repeated").intValue()).isEqualTo(2);
    assertThat(again.path("sequence").longValue()).isEqualTo(6);
    JsonNode overlapping =
        lab.taken(
            LabCaller.batch(
                "lab-1",
                LabCaller.report(6, "phone", "Offline", "ACTIVATED"),
                LabCaller.report(7, "phone", "Online", "ACTIVATED")));
    assertThat(overlapping.path("applied").intValue()).isEqualTo(1);
    assertThat(overlapping.path("repeated").intValue()).isEqualTo(1);
    assertThat(site.told(URL))
        .containsExactly("device.status.online", "device.status.offline", "device.status.online");
  }

  @Test
  void numbersAreThoseOfOneStreamAndSurviveARestart() {
    String batch = LabCaller.batch("lab-1", LabCaller.report(9, "phone", "Online", "ACTIVATED"));
    lab.taken(batch);
    restart();
    assertThat(lab.taken(batch).path("repeated").intValue()).isEqualTo(1);
    JsonNode other = lab.taken(batch.replace("\"stream\":\"s\"", "\"stream\":\"t\""));
    assertThat(other.path("applied").intValue()).isEqualTo(1);
  }

  @Test
  void aCompleteBatchUnplugsWhatItDoesNotName() {
    lab.is("a", "online");
    lab.is("b", "online");
    String complete =
        complete(
            LabCaller.batch("lab-1", LabCaller.report(50, "b", "Online", "ACTIVATED")),
            "Android",
            "iOS");
    lab.taken(complete);
    lab.taken(complete);
    assertThat(site.told(URL))
        .containsExactly("device.status.online", "device.status.online", "device.state.unplugged");
  }

  @Test
  void aBatchThatIsCompleteForOnePlatformSaysNothingOfTheOther() {
    lab.is("a", "online");
    lab.taken(
        LabCaller.batch("lab-1", LabCaller.report(40, "i", "Online", "ACTIVATED"))
            .replace("Android", "iOS"));
    lab.taken(complete(LabCaller.batch("lab-1"), "Android"));
    assertThat(site.told(URL))
        .containsExactly("device.status.online", "device.status.online", "device.state.unplugged");
    lab.taken(complete(LabCaller.batch("lab-1"), "iOS"));
    assertThat(site.told(URL)).hasSize(4).last().isEqualTo("device.state.unplugged");
    JsonNode error = LabSite.json(400, lab.send(complete(LabCaller.batch("lab-1"), "Symbian")));
    assertThat(error.path("message").stringValue()).contains("complete", "Android or iOS");
  }

  @Test
  void aCensusOfManyDevicesComesInSeveralBatchesOfWhichTheLastOneNamesAll() {
    int devices = 600;
    List<String> all = IntStream.range(0, devices).mapToObj(i -> "phone-" + i).toList();
    lab.is("gone", "online");
    lab.taken(census(all.subList(0, 500)));
    assertThat(site.told(URL)).as("nobody is missed yet").doesNotContain("device.state.unplugged");
    String last =
        complete(census(all.subList(500, devices)), "Android")
            .replace(
                "\"stream\"",
                "\"present\":%s,\"stream\"".formatted(KnoxClient.quoted(all.subList(0, 500))));
    lab.taken(last);
    lab.is("late", "online");
    lab.taken(last);
    assertThat(site.told(URL))
        .as("one is gone, once, and who came later stays")
        .hasSize(devices + 3)
        .containsOnlyOnce("device.state.unplugged");
  }

  private String census(List<String> udids) {
    return LabCaller.batch(
        "lab-1",
        udids.stream()
            .map(udid -> LabCaller.report(lab.nextSequence(), udid, "Online", "ACTIVATED"))
            .toArray(String[]::new));
  }

  @Test
  void whoIsPresentIsNamedOnlyInACensus() {
    String batch = LabCaller.batch("lab-1").replace("\"stream\"", "\"present\":[\"a\"],\"stream\"");
    JsonNode error = LabSite.json(400, lab.send(batch));
    assertThat(error.path("message").stringValue()).contains("present", "only beside complete");
  }

  private static String complete(String batch, String... platforms) {
    return batch.replace(
        "\"stream\"",
        "\"complete\":%s,\"stream\"".formatted(KnoxClient.quoted(List.of(platforms))));
  }

  /// An agent watches cables and sees no sessions: what it does not say stays.
  @Test
  void aReportWithoutAStateLeavesASessionToWhoeverReportedIt() {
    lab.is("phone", "online", "utilizing");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).containsExactly("device.status.online", "device.state.utilizing");
    lab.attached("lab-1", "phone", "Offline");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL))
        .as("the session was never said to have ended")
        .endsWith("device.state.utilizing", "device.status.offline", "device.state.utilizing");
    lab.is("phone", "online", "offline");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).endsWith("device.status.offline", "device.status.online");
  }

  @Test
  void aCableThatIsPulledEndsASessionAlsoForAReportWithoutAState() {
    lab.is("phone", "utilizing", "unplugged");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).endsWith("device.state.unplugged", "device.status.online");
    lab.is("phone", "utilizing");
    lab.report("phone", "Offline", "ERROR");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).endsWith("device.status.offline", "device.status.online");
    lab.is("phone", "utilizing");
    lab.attached("lab-2", "phone", "Online");
    assertThat(lab.http.get("/v2/devices").text())
        .as("it hangs on another machine now")
        .contains("\"effectiveStatus\":\"online\"");
  }

  /// Whoever runs sessions sees no cables: what it does not say stays, too.
  @Test
  void aSessionThatEndsAfterTheCableWasPulledPlugsNothingIn() {
    lab.attached("lab-1", "phone", "Online");
    lab.session("lab-1", "phone", "UTILIZING");
    lab.report("phone", "Offline", "UNPLUGGED");
    lab.session("lab-1", "phone", "ACTIVATED");
    lab.session("lab-1", "phone", "UTILIZING");
    assertThat(site.told(URL))
        .containsExactly(
            "device.status.online", "device.state.utilizing", "device.state.unplugged");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).hasSize(4).endsWith("device.status.online");
    lab.attached("lab-1", "phone", "Offline");
    lab.session("lab-1", "phone", "UTILIZING");
    assertThat(site.told(URL)).as("nor is it reached").endsWith("device.status.offline");
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).hasSize(6).endsWith("device.state.utilizing");
    lab.session("lab-1", "phone", "ERROR");
    lab.session("lab-1", "phone", "ACTIVATED");
    assertThat(site.told(URL)).hasSize(8).endsWith("device.status.offline", "device.status.online");
  }

  @Test
  void aSessionSaysNotWhereADeviceHangs() {
    lab.session("lab-1", "phone", "UTILIZING");
    assertThat(site.told(URL))
        .as("nobody has seen its cable")
        .containsExactly("device.status.offline");
    lab.attached("lab-2", "phone", "Online");
    assertThat(site.told(URL)).endsWith("device.status.online");
    JsonNode elsewhere = lab.session("lab-1", "phone", "UTILIZING");
    assertThat(elsewhere.path("ignored").path(0).path("reason").stringValue())
        .isEqualTo("it hangs on another host by now");
    lab.session("lab-2", "phone", "UTILIZING");
    assertThat(site.told(URL)).hasSize(3).endsWith("device.state.utilizing");
  }

  @Test
  void aDeviceThatIsFirstSeenWithoutAStateIsActivated() {
    lab.attached("lab-1", "phone", "Online");
    assertThat(site.told(URL)).containsExactly("device.status.online");
    assertThat(lab.http.get("/v2/devices").text()).contains("\"ACTIVATED\"");
  }

  @Test
  void aBadReportRefusesItsBatchAndChangesNothing() {
    String bad =
        LabCaller.batch(
            "lab-1",
            LabCaller.report(1, "phone", "Online", "ACTIVATED"),
            LabCaller.report(2, "pho ne", "online", "BUSY"));
    JsonNode error = LabSite.json(400, lab.send(bad));
    assertThat(error.path("errors").valueStream().map(e -> e.path("field").stringValue()))
        .containsExactly("reports.1.udid", "reports.1.status", "reports.1.state");
    assertThat(site.told(URL)).isEmpty();
    JsonNode unordered =
        LabSite.json(
            400,
            lab.send(
                LabCaller.batch(
                    "lab-1",
                    LabCaller.report(2, "a", "Online", "ACTIVATED"),
                    LabCaller.report(2, "b", "Online", "ACTIVATED"))));
    assertThat(unordered.path("message").stringValue()).contains("sequence must grow");
  }

  @Test
  void aBatchHasAtMostFiveHundredReports() {
    String[] reports =
        IntStream.rangeClosed(1, 501)
            .mapToObj(i -> LabCaller.report(i, "phone-" + i, "Online", "ACTIVATED"))
            .toArray(String[]::new);
    JsonNode error = LabSite.json(400, lab.send(LabCaller.batch("lab-1", reports)));
    assertThat(error.path("message").stringValue()).contains("at most 500 elements, not 501");
  }

  @Test
  void severalWebhooksAreToldOnceEachAlsoAtTheSameUrl() {
    lab.webhook(LabCaller.body("second", URL, List.of("device.status.online")));
    lab.is("phone", "online");
    site.deliver();
    List<String> names =
        site.sender.sent().stream()
            .map(request -> LabSite.body(request).path("webhookName").stringValue())
            .collect(Collectors.toList());
    assertThat(names).containsExactlyInAnyOrder(URL, "second");
  }

  @Test
  void aWebhookIsNotToldOfWhatWasBeforeIt() {
    lab.is("phone", "online");
    lab.webhook("https://hooks.example/late", List.of(LabCaller.VENDORS));
    lab.is("phone", "online", "offline");
    assertThat(site.told("https://hooks.example/late")).containsExactly("device.status.offline");
  }

  @Test
  void whoAsksIsToldWhenAPhoneIsFreeAgain() {
    lab.webhook("https://hooks.example/free", List.of("device.state.available"));
    lab.is("phone", "online", "utilizing", "online", "offline", "online");
    assertThat(site.told("https://hooks.example/free")).containsExactly("device.state.available");
    assertThat(site.told(URL))
        .containsExactly(
            "device.status.online",
            "device.state.utilizing",
            "device.status.offline",
            "device.status.online");
  }

  @Test
  void aDeviceThatMovesToAnotherHostKeepsItsStatus() {
    lab.reportFrom("lab-1", "phone", "Online", "ACTIVATED");
    lab.reportFrom("lab-2", "phone", "Online", "ACTIVATED");
    assertThat(site.told(URL)).containsExactly("device.status.online");
  }

  @Test
  void anUnplugFromAHostThatADeviceHasLeftIsOldNews() {
    lab.reportFrom("lab-1", "phone", "Online", "ACTIVATED");
    lab.reportFrom("lab-2", "phone", "Online", "ACTIVATED");
    JsonNode answer = lab.reportFrom("lab-1", "phone", "Offline", "UNPLUGGED");
    assertThat(answer.path("ignored").path(0).path("reason").stringValue())
        .isEqualTo("it hangs on another host by now");
    assertThat(site.told(URL)).containsExactly("device.status.online");
    lab.reportFrom("lab-2", "phone", "Offline", "UNPLUGGED");
    assertThat(site.told(URL)).containsExactly("device.status.online", "device.state.unplugged");
  }
}
