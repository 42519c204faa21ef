package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAdbServer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.FixedPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final String HOST = "rack-1"; // as in the first hour
  private static final int PHONES = 5;
  private static final int CHANGES = 120;

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();
  private final FakeAdbServer adb = FakeAdbServer.start();
  private final int port = FixedPort.choose();

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
      assertThat(server.said())
          .as("the log says where callbacks go, and not by which right (contract 11.8)")
          .contains("127.0.0.1:" + receiver.port())
          .doesNotContain("hush");
    } finally {
      server.close();
    }
    try (TrialServer again = TrialServer.start(folder.resolve("data"))) {
      again.awaitIdle();
      assertThat(site.lab().at(again.anybody()).statuses()).isEqualTo(lasts(expected));
      assertThat(TrialLab.story(receiver)).isEqualTo(expected);
    }
  }

  /// The agent sees the cable, and another program runs the session: each says what it sees.
  @Test
  void anAgentThatStartsAgainLeavesASessionAloneAndItsEndPlugsNothingIn() throws IOException {
    Site site = site();
    try (TrialServer server =
        TrialServer.start(
            folder.resolve("data"),
            new TrialClock(),
            Map.of("server.listen", "127.0.0.1:" + port))) {
      TrialLab lab = site.lab().at(server.anybody());
      lab.webhook("freed", receiver.url("/freed"), "device.state.available");
      adb.attach("phone", "device");
      adb.attach("other", "device");
      try (TrialProcess agent = site.agent()) {
        receiver.await(2, BOUND);
        lab.session(HOST, "phone", "UTILIZING");
        receiver.await(3, BOUND);
        end(agent);
      }
      adb.detach("other");
      try (TrialProcess agent = site.agent()) {
        // That one is missing is believed when the census is made, which comes next.
        receiver.await(4, BOUND);
        adb.detach("phone");
        receiver.await(5, BOUND);
        lab.session(HOST, "phone", "ACTIVATED");
        end(agent);
      }
      server.awaitIdle();
      assertThat(lab.statuses()).containsEntry("phone", "unplugged");
    }
    assertThat(TrialLab.story(receiver))
        .isEqualTo(
            Map.of(
                "phone", List.of("online", "utilizing", "unplugged"),
                "other", List.of("online", "unplugged")));
  }

  private static void end(TrialProcess agent) {
    agent.terminate();
    assertThat(agent.ended()).as(agent.said()).isEqualTo(143);
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
      receiver.await(_ -> TrialLab.story(receiver).equals(expected), BOUND);
    } catch (AssertionError _) {
      assertThat(TrialLab.story(receiver)).as("%s", agent.said()).isEqualTo(expected);
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
      lab.webhook("all", URI.create(receiver.url("/a") + "?token=hush"), TrialLab.VENDORS);
      Path key = Files.writeString(folder.resolve("key"), lab.key());
      Path config =
          Files.writeString(
              folder.resolve("agent.toml"),
              fromFirstHour()
                      .replace("$SERVER", "http://127.0.0.1:" + port)
                      .replace("me@example.com", lab.login())
                      .replace("agent.key", key.toString())
                  + """
                  adb = "127.0.0.1:%d"
                  data-dir = "%s"

                  [log]
                  format = "text"
                  """
                      .formatted(adb.port(), folder.resolve("agent-data")));
      return new Site(lab, config, key);
    }
  }

  /// The configuration that the first hour shows.
  private static String fromFirstHour() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "first-hour.md"));
    String begin = "cat > agent.toml <<END\n";
    assertThat(page).contains(begin);
    String rest = page.substring(page.indexOf(begin) + begin.length());
    return rest.substring(0, rest.indexOf("END\n"));
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

  private static Map<String, String> lasts(Map<String, List<String>> story) {
    Map<String, String> last = new HashMap<>();
    story.forEach((phone, words) -> last.put(phone, words.getLast()));
    return last;
  }
}
