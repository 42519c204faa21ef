package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.FakeBackend.Said;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What devices and their users say once, while the backend hangs and while the server restarts:
/// all of it arrives, for each channel in its order.
@Timeout(120)
final class ManyDevicesTest {
  private static final int DEVICES = 40;
  private static final int USERS = 10;

  /// A device waits for nobody here: what it says is durable.
  private static final BackendLimits LIMITS =
      new BackendLimits(Duration.ofSeconds(1), Duration.ofMillis(50), 64);

  private static final List<String> ALL = List.of("TokenUpdate", "1", "2", "3", "CheckOut");

  /// By channel what the backend took, in its order; what came again at once counts once.
  private final Map<String, List<String>> taken = new HashMap<>();

  @Test
  void allThatIsSaidArrivesInOrder(@TempDir Path folder) {
    try (FakeBackend backend = FakeBackend.start()) {
      AppleSettings settings = AppleSite.settings(backend, AppleSettings.Errors.STANDARD, LIMITS);
      try (AppleSite site = AppleSite.open(folder, settings)) {
        List<TestDevice> channels = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
          channels.add(site.device("UDID-" + i));
        }
        each(channels, device -> device.checkIn(device.authenticate()));
        for (TestDevice device : List.copyOf(channels.subList(0, USERS))) {
          channels.add(device.user("USER-1", "anna"));
        }
        backend.hang("event");
        each(channels, channel -> says(channel, channel.tokenUpdate()));
        each(channels, channel -> says(channel, status(channel, 1)));
        backend.answer("event", this::take);
        await(ALL.subList(0, 2));
        backend.hang("event");
        each(channels, channel -> says(channel, status(channel, 2)));
        each(channels, channel -> says(channel, status(channel, 3)));
        each(channels, channel -> says(channel, channel.message("CheckOut")));
      }
      backend.answer("event", this::take);
      try (AppleSite _ = AppleSite.open(folder, settings)) {
        await(ALL);
      }
    }
  }

  private static void each(List<TestDevice> channels, Consumer<TestDevice> deed) {
    channels.parallelStream().forEach(deed);
  }

  private static void says(TestDevice channel, Dictionary message) {
    TestDevice.isEmpty(channel.checkIn(message));
  }

  private static Dictionary status(TestDevice channel, int number) {
    byte[] report = "{\"number\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
    return channel.declarative("status").with("Data", new PlistValue.Data(report));
  }

  private synchronized Said take(JsonNode body) {
    String tag = body.at("/event/_tag").asString("");
    if (!tag.equals("Authenticate")) {
      String word =
          tag.equals("DeclarationStatus") ? body.at("/event/report/number").asString() : tag;
      JsonNode scope = body.path("scope");
      List<String> before =
          taken.computeIfAbsent(
              scope.path("udid").asString("") + ':' + scope.path("userId").asString(""),
              _ -> new ArrayList<>());
      if (before.isEmpty() || !before.getLast().equals(word)) {
        before.add(word);
      }
      notifyAll();
    }
    return new Said(204, "");
  }

  private synchronized void await(List<String> said) {
    int all = (DEVICES + USERS) * said.size();
    for (int i = 0; i < 600 && count() < all; i++) {
      try {
        wait(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    assertThat(taken).hasSize(DEVICES + USERS);
    taken.forEach((channel, words) -> assertThat(words).as(channel).isEqualTo(said));
  }

  private int count() {
    return taken.values().stream().mapToInt(List::size).sum();
  }
}
