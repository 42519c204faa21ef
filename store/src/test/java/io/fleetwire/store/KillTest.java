package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed without warning, several times in a row on one database. What it
/// was told to be durable must be there, and no unit by half.
final class KillTest {
  private static final int KILLS = 3;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 2_000;

  @TempDir private Path folder;

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    Set<Long> acknowledged = new HashSet<>();
    for (int i = 0; i < KILLS; i++) {
      Process process = start();
      acknowledged.addAll(readAndKill(process));
    }

    try (Database database = open()) {
      Set<Long> stored = new HashSet<>(Notes.ids(database));
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_BEFORE_KILL);
      assertThat(stored).containsAll(acknowledged);
      assertThat(stored).allMatch(id -> stored.contains(-id));
      assertThat(integrity(database)).containsExactly("ok");
    }
  }

  @Test
  void anotherProcessHoldsTheDatabaseUntilItIsKilled() throws Exception {
    Process process = start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isNotEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("in use by process " + process.pid());
    } finally {
      kill(process);
    }

    open().close();
  }

  private Database open() {
    return Database.open(DatabaseSettings.server(folder), List.of(Notes.SCHEMA));
  }

  private static List<String> integrity(Database database) {
    return database.read(tx -> tx.list("PRAGMA integrity_check", row -> row.text(1)));
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The ids that the process printed before it was killed in the middle of writing more.
  private static List<Long> readAndKill(Process process) throws Exception {
    List<Long> ids = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < ACKNOWLEDGED_BEFORE_KILL; i++) {
        ids.add(Long.parseLong(lines.readLine()));
      }
      kill(process);
      // What it printed on the way down counts too, but for a line that was cut.
      StringBuilder rest = new StringBuilder();
      for (int letter = lines.read(); letter >= 0; letter = lines.read()) {
        rest.append((char) letter);
      }
      String whole = rest.substring(0, rest.lastIndexOf("\n") + 1);
      whole.lines().map(Long::parseLong).forEach(ids::add);
    }
    return ids;
  }

  // On POSIX systems this is SIGKILL. Ending the process itself would close its output as well.
  private static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }
}
