package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAdbDevice;
import io.fleetwire.testkit.FixedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real adb server, of Debian's package `adb`, with phones that are reached by TCP.
@Timeout(120)
final class RealAdbTest {
  @TempDir private Path folder;
  private final int port = FixedPort.choose();
  private Process adb;
  private AgentBed bed;

  @BeforeEach
  void start() throws IOException {
    adb = run("nodaemon", "server");
    bed = AgentBed.open(folder, port);
    bed.start();
    bed.awaitReached(1);
  }

  @AfterEach
  void stop() {
    bed.close();
    adb.destroyForcibly();
  }

  @Test
  void phonesComeAndGoAndSomeHaveNotAllowedIt() throws IOException {
    try (FakeAdbDevice phone = FakeAdbDevice.start(true);
        FakeAdbDevice stranger = FakeAdbDevice.start(false)) {
      command("connect", phone.serial());
      bed.awaitReport(phone.serial() + " Online");
      assertThat(bed.last().path("model").stringValue()).isEqualTo("Pixel 7");
      assertThat(bed.last().path("manufacturer").stringValue()).isEqualTo("Google");
      assertThat(bed.last().path("platformVersion").stringValue()).isEqualTo("15");
      command("connect", stranger.serial());
      bed.awaitReport(stranger.serial() + " Offline ERROR");
      command("disconnect", phone.serial());
      bed.awaitReport(phone.serial() + " Offline UNPLUGGED");
    }
  }

  @Test
  void aServerThatIsKilledAndStartedAgainIsListenedToAgain() throws IOException {
    try (FakeAdbDevice phone = FakeAdbDevice.start(true);
        FakeAdbDevice other = FakeAdbDevice.start(true)) {
      command("connect", phone.serial());
      bed.awaitReport(phone.serial() + " Online");
      adb.destroyForcibly().onExit().join();
      adb = run("nodaemon", "server");
      bed.awaitReached(2);
      command("connect", other.serial());
      bed.awaitReport(other.serial() + " Online");
      assertThat(bed.reports())
          .as("the first one is not missed yet")
          .doesNotContain(phone.serial() + " Offline UNPLUGGED");
      bed.awaitCondition(
          () -> bed.settle() && bed.reports().contains(phone.serial() + " Offline UNPLUGGED"));
    }
  }

  private void command(String... words) throws IOException {
    Process process = run(words);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s", Arrays.asList(words)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Process run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("adb", "-P", Integer.toString(port)));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(Files.createTempFile(folder, "adb", ".log").toFile());
    // It keeps a key at home, and looks for phones on the bus: this one must not find any.
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ANDROID_SERIAL", "none");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("install adb (Debian's package adb): this test needs a real one", e);
    }
  }
}
