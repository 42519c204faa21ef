package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.KnoxClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process: started by a command line, stopped by a signal.
final class ServeProcessTest {
  private static final Pattern STARTED =
      Pattern.compile("Fleetwire listens on (http://\\S+) \\(data in .*\\)");

  @TempDir Path data;

  @Test
  void itSaysWhereItListensAndStopsWhenItIsTold() throws Exception {
    Process process = start();
    try (BufferedReader err = process.errorReader()) {
      String url = url(err);
      try (KnoxClient client = KnoxClient.of(URI.create(url))) {
        assertThat(client.get("/health/ready").toString()).isEqualTo("200 {\"status\":\"ready\"}");
      }
      // By its handle, because Process.destroy() also closes what it has still to say.
      assertThat(process.toHandle().destroy()).isTrue();
      String rest = String.join("\n", err.lines().toList());
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      // 128 and the number of SIGTERM: how Java ends when it was told to.
      assertThat(process.exitValue()).as(rest).isEqualTo(143);
      assertThat(rest).contains("There is no account yet", url + "/portal/set-up?token=fwu_");
      assertThat(rest)
          .contains("Fleetwire ends", "answered for up to 10 s", "receivers for up to 10 s");
      assertThat(rest).contains("\"route\":\"/health/ready\",\"status\":200");
      assertThat(process.inputReader().lines()).as("data").isEmpty();
    } finally {
      process.destroyForcibly();
    }
    // Nothing of it is left: the data can be opened by another.
    assertThat(Captured.run("migrate", "--data", data.toString()).status())
        .isEqualTo(ExitStatus.OK);
  }

  private Process start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.fleetwire.server.Main",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                data.toString()));
    return new ProcessBuilder(command).start();
  }

  private static String url(BufferedReader err) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.matches()) {
        return started.group(1);
      }
      before.add(line);
    }
    throw new AssertionError("it ended before it listened: " + before);
  }
}
