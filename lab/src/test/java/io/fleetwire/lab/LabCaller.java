package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.charset.StandardCharsets;
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

  /// The same lab, called by another client.
  LabCaller by(KnoxClient client) {
    LabCaller caller = new LabCaller(organization, client);
    caller.sequence.set(sequence.get());
    return caller;
  }

  /// The number of what was made by a body.
  long made(String path, String body) {
    return LabSite.json(201, http.post(path, body)).path("id").longValue();
  }

  /// The status of a request without a body.
  int call(String method, String path) {
    return http.send(method, path, new Payload("", new byte[0])).status();
  }

  /// The status of a request that changes something.
  int put(String path, String body) {
    return http.put(path, body).status();
  }

  /// What a change of what is named is answered with.
  JsonNode patch(int status, String path, String body) {
    return LabSite.json(status, patch(http, path, body));
  }

  static KnoxAnswer patch(KnoxClient client, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return client.send("PATCH", path, new Payload("application/json", bytes));
  }

  /// The UDIDs of the devices that `/v2/devices` finds.
  List<String> list(String query) {
    return udids(LabSite.json(200, http.get("/v2/devices" + query)).path("devices"));
  }

  static List<String> udids(JsonNode devices) {
    return devices.valueStream().map(device -> device.path("udid").stringValue()).toList();
  }

  /// A device as `/v2/devices` shows it, by its UDID.
  JsonNode device(String udid) {
    return LabSite.json(200, http.get("/v2/devices?udid=" + udid)).path("devices").path(0);
  }

  /// The number of a device.
  long id(String udid) {
    return device(udid).path("id").longValue();
  }

  /// Creates a webhook by a body, and returns its number.
  long webhook(String body) {
    return made("/v2/webhooks", body);
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
