package io.fleetwire.bench;

import io.fleetwire.server.Main;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole server with a device lab of one organization, and the agents of its hosts. It logs a
/// line for each request and each attempt, as it is shipped. Thread-safe.
final class LabUnderTest implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final String LISTENS = "Fleetwire listens on ";

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
    Path data = shop.folder().resolve("server-data");
    JsonNode user =
        JsonMapper.shared()
            .readTree(
                shop.run(
                    Main.class,
                    List.of("bootstrap", "--data", data.toString(), "--email", "owner@localhost")))
            .required("user");
    ChildProcess process =
        shop.start(
            ServeProcess.class,
            List.of(
                "serve",
                "--config",
                config(shop.folder()).toString(),
                "--listen",
                "127.0.0.1:0",
                "--data",
                data.toString()));
    URI origin = URI.create(process.awaitSaid(LISTENS, START_MAX).split(" ")[0]);
    String pair = "owner@localhost:" + user.required("apiKey").stringValue();
    KnoxClient caller =
        KnoxClient.of(origin)
            .with(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
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
    expect(201, caller.post("/v2/webhooks", body));
    return new LabUnderTest(process, caller);
  }

  private static Path config(Path folder) {
    try {
      // Nobody sends heartbeats here while a hundred hosts are filled.
      return Files.writeString(
          folder.resolve("fleetwire.toml"),
          "[egress]\nallow = [\"127.0.0.0/8\"]\n[lab]\nhost-patience = \"1h\"\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      expect(
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
    KnoxAnswer answer = expect(200, caller.get("/v2/devices?online=true&size=1"));
    return JsonMapper.shared().readTree(answer.text()).required("total").longValue();
  }

  private static KnoxAnswer expect(int status, KnoxAnswer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("the server under test answered " + answer);
    }
    return answer;
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
