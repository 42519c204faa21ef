package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAdbServer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `fleetwire agent` and `fleetwire serve`, each in a process of its own, and an adb server whose
/// phones come and go.
@Timeout(180)
final class AgentTrial {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int PHONES = 5;
  private static final int CHANGES = 120;

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();
  private final FakeAdbServer adb = FakeAdbServer.start();
  private final int port = freePort();

  @AfterEach
  void stop() {
    receiver.close();
    adb.close();
  }

  @Test
  void aServerThatIsKilledUnderAStreamOfChangesTellsTheSameStory() throws IOException {
    Site site = site();
    Map<String, List<String>> expected = new HashMap<>();
    SplittableRandom dice = new SplittableRandom(7);
    TrialProcess server = serve();
    server.origin();
    try (TrialProcess agent = site.agent()) {
      // From here on it hears every list, and not only the latest.
      adb.attach("first", "device");
      expected.put("first", List.of("online"));
      receiver.await(1, BOUND);
      Map<String, String> before = new HashMap<>();
      for (int i = 0; i < CHANGES; i++) {
        change(dice, before, expected);
        if (i == CHANGES / 3) {
          server.kill();
        }
        if (i == CHANGES * 2 / 3) {
          agent.await("does not answer");
          server = serve();
        }
      }
      awaitStory(expected, agent);
    } finally {
      server.close();
    }
    try (TrialServer again = TrialServer.start(folder.resolve("data"))) {
      again.awaitIdle();
      assertThat(statuses(site.lab().at(again.anybody()))).isEqualTo(lasts(expected));
      assertThat(story()).isEqualTo(expected);
    }
  }

  @Test
  void aWrongKeyAndAWrongServerAreToldAtOnce() throws IOException {
    Site site = site();
    try (TrialProcess server = serve()) {
      server.origin();
      Files.writeString(site.key(), "fw_key_wrong");
      try (TrialProcess agent = site.agent()) {
        assertThat(agent.ended()).isEqualTo(ExitStatus.CONFIG);
        assertThat(agent.said())
            .contains("does not accept the key of")
            .contains("check agent.login and the file agent.key-file");
      }
    }
    Files.delete(site.key());
    try (TrialProcess agent = site.agent()) {
      assertThat(agent.ended()).isEqualTo(ExitStatus.CONFIG);
      assertThat(agent.said()).contains("agent.key-file", "cannot be read");
    }
  }

  private void awaitStory(Map<String, List<String>> expected, TrialProcess agent) {
    try {
      receiver.await(_ -> story().equals(expected), BOUND);
    } catch (AssertionError _) {
      assertThat(story()).as("%s", agent.said()).isEqualTo(expected);
    }
  }

  private record Site(TrialLab lab, Path config, Path key) {
    TrialProcess agent() {
      return TrialProcess.start("agent", "--config", config.toString());
    }
  }

  /// A lab with a webhook for everything, and an agent's configuration.
  private Site site() throws IOException {
    try (TrialServer server = TrialServer.start(folder.resolve("data"))) {
      TrialLab lab = TrialLab.open(server);
      lab.webhook(
          "all",
          receiver.url("/a"),
          "device.status.offline",
          "device.status.online",
          "device.state.unplugged",
          "device.state.utilizing");
      Path key = Files.writeString(folder.resolve("key"), lab.key());
      Path config =
          Files.writeString(
              folder.resolve("agent.toml"),
              """
              [agent]
              server = "%s"
              login = "%s"
              key-file = "%s"
              host = "rack-1"
              adb = "127.0.0.1:%d"
              usbmuxd = ""
              data-dir = "%s"

              [log]
              format = "text"
              """
                  .formatted(
                      URI.create("http://127.0.0.1:" + port),
                      lab.login(),
                      key,
                      adb.port(),
                      folder.resolve("agent-data")));
      return new Site(lab, config, key);
    }
  }

  private TrialProcess serve() {
    return TrialProcess.start(
        "serve", "--listen", "127.0.0.1:" + port, "--data", folder.resolve("data").toString());
  }

  /// One phone comes, goes, or cannot be reached; what the vendor's rule says of it is expected.
  private void change(
      SplittableRandom dice, Map<String, String> before, Map<String, List<String>> expected) {
    String phone = "phone-" + dice.nextInt(PHONES);
    String was = before.getOrDefault(phone, "unplugged");
    // A phone that is plugged in and offline is not believed at once.
    List<String> others =
        switch (was) {
          case "online" -> List.of("offline", "unplugged");
          case "offline" -> List.of("online", "unplugged");
          default -> List.of("online");
        };
    String next = others.get(dice.nextInt(others.size()));
    before.put(phone, next);
    expected.computeIfAbsent(phone, _ -> new ArrayList<>()).add(next);
    switch (next) {
      case "online" -> adb.attach(phone, "device");
      case "offline" -> adb.attach(phone, "offline");
      default -> adb.detach(phone);
    }
  }

  private Map<String, List<String>> story() {
    Set<String> seen = new HashSet<>();
    Map<String, List<String>> told = new HashMap<>();
    for (ReceivedCallback callback : receiver.callbacks()) {
      if (seen.add(callback.header("Fleetwire-Event-Id").orElseThrow())) {
        var json = TrialJson.read(callback.body().bytes());
        String activity = json.path("eventActivity").stringValue();
        told.computeIfAbsent(json.path("deviceUdid").stringValue(), _ -> new ArrayList<>())
            .add(activity.substring(activity.lastIndexOf('.') + 1));
      }
    }
    return told;
  }

  private static Map<String, String> lasts(Map<String, List<String>> story) {
    Map<String, String> last = new HashMap<>();
    story.forEach((phone, words) -> last.put(phone, words.getLast()));
    return last;
  }

  private static Map<String, String> statuses(TrialLab lab) {
    Map<String, String> statuses = new HashMap<>();
    TrialJson.of(200, lab.caller().get("/v2/devices?size=100"))
        .path("devices")
        .forEach(
            device ->
                statuses.put(
                    device.path("udid").stringValue(),
                    device.path("effectiveStatus").stringValue()));
    return statuses;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
