package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import io.fleetwire.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent with a server that only listens, and time that goes when it is told. What the server
/// was told is each report with a number that it did not have yet, as the real one counts.
final class AgentBed implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(50);
  private static final JsonMapper JSON = new JsonMapper();

  private final AgentSettings settings;
  private final FakeReceiver server = FakeReceiver.start();
  private final SettableClock clock = SettableClock.atNoon();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> wells = new CopyOnWriteArrayList<>();
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final List<String> completes = new CopyOnWriteArrayList<>();
  private Agent agent;
  private boolean started;

  private AgentBed(Path folder, DaemonAddress adb, List<DaemonAddress> usbmuxd) {
    this.settings =
        new AgentSettings(
            server.url(""),
            "agent@lab.example",
            new Secret("key"),
            "rack-1",
            List.of(adb),
            usbmuxd,
            folder.resolve("data"),
            1_000);
    answerWell();
    this.agent = newAgent();
  }

  static AgentBed open(Path folder, int adb, Path usbmuxd) {
    return new AgentBed(
        folder, new DaemonAddress.Tcp("127.0.0.1", adb), List.of(new DaemonAddress.Unix(usbmuxd)));
  }

  static AgentBed open(Path folder, int adb) {
    return new AgentBed(folder, new DaemonAddress.Tcp("127.0.0.1", adb), List.of());
  }

  private Agent newAgent() {
    AgentObserver observer =
        new AgentObserver() {
          @Override
          public void well(String what) {
            wells.add(what);
          }

          @Override
          public void trouble(String what) {
            troubles.add(what);
          }
        };
    return Agent.open(settings, "stream", new Agent.Ground(observer, clock));
  }

  void start() {
    started = true;
    agent.start();
  }

  /// Ends the agent, lets something happen, and starts the next one.
  void restart(Runnable meanwhile) {
    agent.close();
    meanwhile.run();
    agent = newAgent();
    agent.start();
  }

  void answer(FakeAnswer answer) {
    server.answer(answer);
  }

  void answerWell() {
    server.answerBy(this::take);
  }

  /// Refuses each batch that names this device.
  void answerUnfitTo(String udid) {
    server.answerBy(
        callback ->
            text(callback).contains("\"udid\":\"" + udid + "\"")
                ? FakeAnswer.text(400, "{\"message\":\"no such device\"}")
                : take(callback));
  }

  private FakeAnswer take(ReceivedCallback callback) {
    JsonNode body = JSON.readTree(callback.body().bytes());
    if (callback.path().endsWith("/heartbeats")) {
      return FakeAnswer.text(200, "{\"hostId\":1,\"wasDown\":false}");
    }
    List<String> udids = new ArrayList<>();
    long last = taken.isEmpty() ? 0 : taken.getLast().path("sequence").longValue();
    for (JsonNode report : body.path("reports")) {
      udids.add(report.path("udid").stringValue());
      if (report.path("sequence").longValue() > last) {
        taken.add(report);
      }
    }
    if (body.has("complete")) {
      List<String> platforms =
          body.path("complete").valueStream().map(JsonNode::stringValue).toList();
      completes.add(platforms + " " + udids);
    }
    return FakeAnswer.text(200, "{\"applied\":1,\"sequence\":1,\"ignored\":[]}");
  }

  /// What the server was told, without what was told again unchanged.
  List<String> reports() {
    List<String> told = new ArrayList<>();
    for (JsonNode report : taken) {
      String words =
          "%s %s %s"
              .formatted(
                  report.path("udid").stringValue(),
                  report.path("status").stringValue(),
                  report.path("state").stringValue(""))
              .strip();
      String udid = words.substring(0, words.indexOf(' ') + 1);
      Optional<String> before =
          told.reversed().stream().filter(line -> line.startsWith(udid)).findFirst();
      if (!before.equals(Optional.of(words))) {
        told.add(words);
      }
    }
    return told;
  }

  JsonNode last() {
    return taken.getLast();
  }

  /// Of each batch that was said to be all: of which platforms, and the devices.
  List<String> completes() {
    return completes;
  }

  boolean hasTold(String platform) {
    return completes.stream()
        .anyMatch(told -> told.substring(0, told.indexOf(']')).contains(platform));
  }

  String refusal() {
    return agent.refusal().orElse("");
  }

  /// Lets daemons be believed; true, for use in a condition.
  boolean settle() {
    clock.advance(Duration.ofSeconds(1));
    return true;
  }

  void awaitReport(String words) {
    awaitCondition(() -> reports().contains(words));
  }

  void awaitTrouble(String words) {
    awaitCondition(() -> troubles.stream().anyMatch(trouble -> trouble.contains(words)));
  }

  /// Until a batch came that has at least so many reports, taken or not.
  void awaitBatch(int reports) {
    awaitCondition(
        () ->
            settle()
                && server.callbacks().stream()
                    .filter(callback -> callback.path().endsWith("/reports"))
                    .map(callback -> JSON.readTree(callback.body().bytes()))
                    .anyMatch(body -> body.path("reports").size() >= reports));
  }

  long heartbeats() {
    return server.callbacks().stream()
        .filter(callback -> callback.path().endsWith("/heartbeats"))
        .count();
  }

  /// Until a daemon was reached for the so-manieth time.
  void awaitReached(int times) {
    awaitCondition(
        () -> wells.stream().filter(well -> well.startsWith("listening to")).count() >= times);
  }

  void awaitCondition(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("it comes; told %s, troubles %s", reports(), troubles)
          .isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static String text(ReceivedCallback callback) {
    return new String(callback.body().bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (started) {
      agent.close();
    }
    server.close();
  }
}
