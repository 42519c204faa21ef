package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo tells the truth, and tells it readably.
@Timeout(120)
final class DemoTrial {
  private static final int COLUMNS = 80;

  @TempDir private Path data;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void aFalseClaimIsToldAndFailsTheDemo() {
    DemoFleet standard = DemoFleet.standard();
    DemoFleet wrong =
        new DemoFleet(standard.request(), standard.elsewhere(), List.of(), standard.duplicates());
    assertThat(tell(DemoTerminal.PLAIN, wrong)).isFalse();
    assertThat(text())
        .contains("checks did not hold:", "what names no device is refused: 60 INVALID_DEVICE_ID")
        .matches("(?s)\\p{ASCII}*");
    assertThat(text().lines()).anyMatch(line -> line.startsWith("  NO "));
    assertThat(text().lines()).allMatch(line -> letters(line) <= COLUMNS);
  }

  @Test
  void theCommandEndsWellReadsWellAndLeavesNothing() {
    try (TrialProcess process = TrialProcess.start("demo")) {
      assertThat(process.ended()).as(process.said()).isZero();
      assertThat(process.said().lines()).allMatch(line -> letters(line) <= COLUMNS);
      assertThat(process.said())
          .contains("Work            9,850 of 9,850")
          .contains("each change is told once, in order", "5 callbacks")
          .contains("utilizing to online is silent, as the page says")
          .containsPattern("(?m)^  All \\d+ checks held, in ")
          .doesNotContain("\u001B");
      assertThat(Path.of(fact(process, "Data"))).doesNotExist();
    }
  }

  @Test
  void withKeepTheServerGoesOnAndSaysForWhom() throws IOException {
    try (TrialProcess process = TrialProcess.start("demo", "--keep")) {
      process.await("Stop it with Ctrl-C");
      KnoxCredentials client =
          new KnoxCredentials(fact(process, "Client id"), fact(process, "Client secret"));
      try (KnoxClient anybody = KnoxClient.of(URI.create(fact(process, "Server")))) {
        assertThat(anybody.token(client, Map.of()).status()).isEqualTo(200);
      }
      process.kill();
      Path kept = Path.of(fact(process, "Data"));
      assertThat(kept).isNotEmptyDirectory();
      try (Stream<Path> files = Files.walk(kept)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,  UTF-8,    xterm, '',  true,  true,  true",
    "true,  UTF-8,    xterm, 1,   true,  false, true",
    "true,  US-ASCII, xterm, '',  true,  true,  false",
    "true,  UTF-8,    dumb,  '',  false, false, true",
    "false, UTF-8,    xterm, '',  false, false, true"
  })
  void aTerminalGetsWhatItCanShow(
      boolean interactive,
      String charset,
      String term,
      String noColor,
      boolean moving,
      boolean colored,
      boolean unicode) {
    Map<String, String> environment = new HashMap<>(Map.of("TERM", term));
    environment.put("NO_COLOR", noColor);
    assertThat(DemoTerminal.of(interactive, Charset.forName(charset), environment))
        .isEqualTo(new DemoTerminal(moving, colored, unicode));
  }

  @Test
  void aBarMovesOnOneLineAndStaysWhenItIsFull() {
    DemoScreen screen =
        new DemoScreen(stream(), new DemoTerminal(true, false, false), new TrialClock());
    screen.progress("Work", 0, 200);
    screen.progress("Work", 100, 200);
    screen.progress("Work", 200, 200);
    String half = "#".repeat(17) + ".".repeat(17);
    assertThat(text())
        .isEqualTo(
            "\r  Work            "
                + ".".repeat(34)
                + "                  0 of 200"
                + "\r  Work            "
                + half
                + "                100 of 200"
                + "\r  Work            "
                + "#".repeat(34)
                + "                200 of 200"
                + System.lineSeparator());
  }

  private boolean tell(DemoTerminal terminal, DemoFleet fleet) {
    TrialClock clock = new TrialClock();
    Config config = TrialServer.config(data, Map.of());
    LogWriter quiet =
        new LogWriter(new TextLines(Wiring.zone()), PrintStream.nullOutputStream(), clock);
    DemoScreen screen = new DemoScreen(stream(), terminal, clock);
    try (RunningServer server = Wiring.start(config, quiet, clock);
        DemoBackend backend = DemoBackend.start();
        FakeReceiver receiver = FakeReceiver.start()) {
      DemoHouse house = new DemoHouse(server, Path.of("data"));
      DemoStage stage = new DemoStage(house, receiver, backend, screen);
      return new Demo(stage, List.of(new DemoKnoxStory(fleet))).run(clock.instant());
    }
  }

  /// What stands behind a name at the beginning of a line.
  private static String fact(TrialProcess process, String name) {
    return Pattern.compile("(?m)^ {2}" + name + " {2,}(\\S.*)$")
        .matcher(process.said())
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private PrintStream stream() {
    return new PrintStream(written, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private static int letters(String line) {
    return line.codePointCount(0, line.length());
  }
}
