package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What became of a device is written down, whether or not anybody was told.
final class HistoryTest extends SharedSite {

  @Test
  void eachChangeIsThereWithWhoSaysSoAndRepeatsAreNot() {
    lab.is("a", "online", "online", "utilizing", "online");
    lab.reportFrom("lab-2", "a", "Online", "ACTIVATED");
    assertThat(words("a"))
        .containsExactly(
            "online>online by agent lab-2",
            "utilizing>online by agent lab-1",
            "online>utilizing by agent lab-1",
            "none>online by agent lab-1");
    assertThat(site.sender.sent()).as("nobody was told").isEmpty();
    JsonNode newest = history("a", "").path(0);
    assertThat(newest.path("at").stringValue()).isEqualTo(LabTime.text(site.clock.instant()));
    assertThat(newest.path("state").stringValue()).isEqualTo("ACTIVATED");
    assertThat(newest.path("requestId").stringValue()).isNotEmpty();
  }

  @Test
  void aHostThatFallsSilentAPersonAndTheTimeAreOtherSources() {
    lab.is("a", "online");
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    lab.heartbeat("lab-1");
    put("a", "", "{\"hosting\":\"local\",\"forcedOffline\":true}");
    LabSite.json(
        201,
        lab.http.post(
            "/v2/bookings", "{\"deviceIds\":[" + lab.id("a") + "],\"durationSeconds\":60}"));
    site.clock.advance(Duration.ofSeconds(61));
    site.deliver();
    assertThat(words("a"))
        .containsExactly(
            "released by time ",
            "retained by person " + caller(),
            "online>offline by person " + caller(),
            "offline>online by host lab-1",
            "online>offline by host lab-1",
            "none>online by agent lab-1");
    assertThat(history("a", "").path(0).path("bookedBy").stringValue()).isEqualTo(caller());
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    lab.is("a", "online", "offline", "online", "offline");
    JsonNode first = LabSite.json(200, lab.http.get(path("a") + "/history?size=3"));
    assertThat(first.path("history").size()).isEqualTo(3);
    String next = "?size=3&before=" + first.path("next").longValue();
    assertThat(history("a", next).size()).isOne();
    JsonNode error = LabSite.json(400, lab.http.get(path("a") + "/history?size=201"));
    assertThat(error.path("message").stringValue()).isEqualTo("size: an integer from 1 to 200");
    LabSite.json(400, lab.http.get(path("a") + "/history?before=x"));
  }

  @Test
  void nobodyElseReadsIt() {
    lab.is("a", "online");
    assertThat(site.lab().http.get(path("a") + "/history").status()).isEqualTo(404);
  }

  @Test
  void itIsForgottenAfterAWhileAndNeverGrowsBeyondABound() {
    lab.is("a", "online");
    String[] reports = new String[ReportBatch.REPORTS_MAX];
    for (int batch = 0; batch < 2; batch++) {
      for (int i = 0; i < reports.length; i++) {
        String status = i % 2 == 0 ? "Offline" : "Online";
        reports[i] = LabCaller.report(lab.nextSequence(), "a", status, "ACTIVATED");
      }
      lab.taken(LabCaller.batch("lab-1", reports));
    }
    lab.is("b", "online");
    int kept = 0;
    for (JsonNode page = history("a", "?size=200");
        !page.isEmpty();
        page = history("a", "?size=200&before=" + number(page))) {
      kept += page.size();
    }
    assertThat(kept).isBetween(HistoryTable.ENTRIES_MAX, HistoryTable.ENTRIES_MAX + 50);
    site.clock.advance(LabSettings.STANDARD.historyKept().plusSeconds(1));
    lab.is("b", "offline");
    site.deliver();
    site.deliver();
    assertThat(history("a", "").size()).isZero();
    assertThat(words("b").getFirst()).contains("offline");
  }

  private static long number(JsonNode page) {
    return page.path(page.size() - 1).path("number").longValue();
  }

  private List<String> words(String udid) {
    List<String> words = new ArrayList<>();
    for (JsonNode entry : history(udid, "")) {
      String what =
          entry.has("previousStatus")
              ? entry.path("previousStatus").stringValue()
                  + ">"
                  + entry.path("effectiveStatus").stringValue()
              : entry.path("kind").stringValue();
      words.add(
          what
              + " by "
              + entry.path("source").stringValue()
              + " "
              + entry.path("who").stringValue());
    }
    return words;
  }

  private JsonNode history(String udid, String query) {
    return LabSite.json(200, lab.http.get(path(udid) + "/history" + query)).path("history");
  }

  private void put(String udid, String part, String body) {
    assertThat(lab.http.put(path(udid) + part, body).status()).isEqualTo(204);
  }

  private String path(String udid) {
    return "/v2/devices/" + lab.id(udid);
  }

  private String caller() {
    return site.owner(lab.organization);
  }
}
