package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// An organization's owner, who is its agent, too: each report has the next number of one stream.
final class LabCaller {
  static final String[] VENDORS = {
    "device.status.offline",
    "device.status.online",
    "device.state.unplugged",
    "device.state.utilizing"
  };

  final OrganizationId organization;
  final KnoxClient http;
  private final AtomicLong sequence = new AtomicLong();

  LabCaller(OrganizationId organization, KnoxClient http) {
    this.organization = organization;
    this.http = http;
  }

  /// Creates a webhook by a body, and returns its number.
  long webhook(String body) {
    return LabSite.json(201, http.post("/v2/webhooks", body)).path("id").longValue();
  }

  /// A webhook for these events; further members of its body come as `"name":value` texts.
  long webhook(String url, List<String> events, String... more) {
    return webhook(body(url, url, events, more));
  }

  static String body(String name, String url, List<String> events, String... more) {
    String wishes = more.length == 0 ? "" : "," + String.join(",", more);
    return "{\"name\":%s,\"url\":%s,\"events\":%s%s}"
        .formatted(
            KnoxClient.quoted(name), KnoxClient.quoted(url), KnoxClient.quoted(events), wishes);
  }

  /// One report from the host `lab-1`, that must be taken.
  JsonNode report(String udid, String status, String state) {
    return reportFrom("lab-1", udid, status, state);
  }

  /// What an agent says that knows of no sessions.
  void attached(String host, String udid, String status) {
    String report = report(sequence.incrementAndGet(), udid, status, "-");
    taken(batch(host, report.replace("\"state\":\"-\",", "")));
  }

  /// What a program says that runs sessions and sees no cables.
  JsonNode session(String host, String udid, String state) {
    String report = report(sequence.incrementAndGet(), udid, "-", state);
    return taken(batch(host, report.replace("\"status\":\"-\",", "")));
  }

  JsonNode reportFrom(String host, String udid, String status, String state) {
    return taken(batch(host, report(sequence.incrementAndGet(), udid, status, state)));
  }

  /// The device is as the word says: `online`, `offline`, `utilizing`, `unplugged`.
  void is(String udid, String... words) {
    for (String word : words) {
      switch (word) {
        case "online" -> report(udid, "Online", "ACTIVATED");
        case "offline" -> report(udid, "Offline", "ACTIVATED");
        case "utilizing" -> report(udid, "Online", "UTILIZING");
        case "unplugged" -> report(udid, "Offline", "UNPLUGGED");
        default -> throw new AssertionError(word);
      }
    }
  }

  long nextSequence() {
    return sequence.incrementAndGet();
  }

  JsonNode taken(String batch) {
    return LabSite.json(200, send(batch));
  }

  KnoxAnswer send(String batch) {
    return http.post("/v2/agent/reports", batch);
  }

  void heartbeat(String host) {
    KnoxAnswer answer = http.post("/v2/agent/heartbeats", "{\"host\":\"" + host + "\"}");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }

  static String batch(String host, String... reports) {
    return "{\"host\":\"%s\",\"stream\":\"s\",\"reports\":[%s]}"
        .formatted(host, String.join(",", reports));
  }

  static String report(long sequence, String udid, String status, String state) {
    return ("{\"sequence\":%d,\"udid\":\"%s\",\"status\":\"%s\",\"state\":\"%s\","
            + "\"platform\":\"Android\",\"name\":\"Galaxy Note 8\"}")
        .formatted(sequence, udid, status, state);
  }
}
