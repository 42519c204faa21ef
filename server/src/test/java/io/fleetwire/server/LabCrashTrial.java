package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server is killed under a stream of changes. The agent, which got no answer, sends the same
/// again to the next one. Then every device is as it was reported last, and the receiver has been
/// told each transition, in order for each device, as without the kill.
@Timeout(120)
final class LabCrashTrial {
  private static final int DEVICES = 7;
  private static final int REPORTS = 240;
  private static final String[] WORDS = {"online", "offline", "utilizing", "unplugged"};

  @TempDir private Path data;
  private final FakeReceiver receiver = FakeReceiver.start();

  @AfterEach
  void stopReceiving() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theStoryIsTheSameAsWithoutTheKill(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    List<String> story = new ArrayList<>();
    for (int i = 0; i < REPORTS; i++) {
      story.add(dice.nextInt(DEVICES) + " " + WORDS[dice.nextInt(WORDS.length)]);
    }
    TrialLab lab;
    try (TrialServer server = TrialServer.start(data)) {
      lab = TrialLab.open(server);
      lab.webhook("all", receiver.url("/a"), TrialLab.VENDORS);
    }
    int fatal = dice.nextInt(20, REPORTS - 20);
    int taken;
    try (TrialProcess process = TrialProcess.serve(data)) {
      taken = reportUntilItDies(lab, process, story, fatal);
    }
    try (TrialServer server = TrialServer.start(data)) {
      TrialLab again = lab.at(server.anybody());
      for (int i = taken; i < story.size(); i++) {
        KnoxAnswer answer = again.send(batch(story, i));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      }
      server.awaitIdle();
      assertThat(again.statuses()).isEqualTo(expectedStatuses(story));
    }
    assertThat(TrialLab.story(receiver)).isEqualTo(expectedStory(story));
  }

  /// How many reports were answered. Whoever has told the whole story before it dies says the last
  /// one again, which changes nothing.
  private static int reportUntilItDies(
      TrialLab lab, TrialProcess process, List<String> story, int fatal) {
    int answered = 0;
    try (KnoxClient client = KnoxClient.of(process.origin())) {
      TrialLab there = lab.at(client);
      while (true) {
        if (answered == fatal) {
          Thread.ofVirtual().start(process::kill);
        }
        there.send(batch(story, Math.min(answered, story.size() - 1)));
        answered++;
      }
    } catch (UncheckedIOException e) {
      return answered;
    }
  }

  private static String batch(List<String> story, int i) {
    String[] parts = story.get(i).split(" ");
    boolean up = parts[1].equals("online") || parts[1].equals("utilizing");
    String status = up ? "Online" : "Offline";
    String state =
        switch (parts[1]) {
          case "utilizing" -> "UTILIZING";
          case "unplugged" -> "UNPLUGGED";
          default -> "ACTIVATED";
        };
    return TrialLab.batch(i + 1, "phone-" + parts[0], status, state);
  }

  private static Map<String, String> expectedStatuses(List<String> story) {
    Map<String, String> statuses = new HashMap<>();
    for (String line : story) {
      String[] parts = line.split(" ");
      statuses.put("phone-" + parts[0], parts[1]);
    }
    return statuses;
  }

  /// The vendor's rule, written a second time.
  private static Map<String, List<String>> expectedStory(List<String> story) {
    Map<String, String> before = new HashMap<>();
    Map<String, List<String>> told = new HashMap<>();
    for (String line : story) {
      String[] parts = line.split(" ");
      String device = "phone-" + parts[0];
      String previous = before.getOrDefault(device, "none");
      before.put(device, parts[1]);
      boolean silent = previous.equals(parts[1]) || (previous + parts[1]).equals("utilizingonline");
      if (!silent) {
        told.computeIfAbsent(device, _ -> new ArrayList<>()).add(parts[1]);
      }
    }
    return told;
  }
}
