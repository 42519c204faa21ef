package io.fleetwire.bench;

import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/// The whole server with a device lab of one organization, and the agents of its hosts.
/// Thread-safe.
final class LabUnderTest implements AutoCloseable {
  /// What the server takes at once.
  static final int BATCH_MAX = 500;

  private final ChildProcess process;
  private final KnoxClient caller;

  /// Each agent numbers its own reports.
  private final ConcurrentHashMap<String, AtomicLong> sequences = new ConcurrentHashMap<>();

  private LabUnderTest(ChildProcess process, KnoxClient caller) {
    this.process = process;
    this.caller = caller;
  }

  /// Starts it, with one webhook that wants to be told of everything at `url`.
  static LabUnderTest start(Workshop shop, URI url) {
    // Nobody sends heartbeats here while a hundred hosts are filled.
    WholeServer server = WholeServer.in(shop, "[lab]\nhost-patience = \"1h\"\n");
    WholeServer.Owner owner = server.owner();
    WholeServer.Serving serving = server.serve();
    KnoxClient caller = owner.programs(KnoxClient.of(serving.origin()));
    String body =
        "{\"name\":\"all\",\"url\":%s,\"events\":%s}"
            .formatted(
                KnoxClient.quoted(url.toString()),
                KnoxClient.quoted(
                    List.of(
                        "device.status.offline",
                        "device.status.online",
                        "device.state.unplugged",
                        "device.state.utilizing")));
    WholeServer.expect(201, caller.post("/v2/webhooks", body));
    return new LabUnderTest(serving.process(), caller);
  }

  /// The agent of a host says that its devices from `first`, `count` of them, are `Online` or
  /// `Offline`.
  void report(String host, int first, int count, String status) {
    for (int from = first; from < first + count; from += BATCH_MAX) {
      int to = Math.min(first + count, from + BATCH_MAX);
      StringBuilder reports = new StringBuilder();
      for (int device = from; device < to; device++) {
        reports.append(reports.isEmpty() ? "" : ",").append(report(host, device, status));
      }
      WholeServer.expect(
          200,
          caller.post(
              "/v2/agent/reports",
              "{\"host\":\"%s\",\"stream\":\"s\",\"reports\":[%s]}".formatted(host, reports)));
    }
  }

  private String report(String host, int device, String status) {
    return ("{\"sequence\":%d,\"udid\":\"phone-%06d\",\"status\":\"%s\",\"state\":\"ACTIVATED\","
            + "\"platform\":\"Android\",\"name\":\"Galaxy Note 8\"}")
        .formatted(
            sequences.computeIfAbsent(host, _ -> new AtomicLong()).incrementAndGet(),
            device,
            status);
  }

  /// How many devices the server knows that are online.
  long online() {
    KnoxAnswer answer = WholeServer.expect(200, caller.get("/v2/devices?online=true&size=1"));
    return JsonMapper.shared().readTree(answer.text()).required("total").longValue();
  }

  /// The processor time that the server has used.
  Duration cpu() {
    return Machine.cpu(process.handle());
  }

  long peakBytes() {
    return Machine.peakBytes(process.handle());
  }

  String complaints() {
    return process.log();
  }

  @Override
  public void close() {
    caller.close();
  }
}
