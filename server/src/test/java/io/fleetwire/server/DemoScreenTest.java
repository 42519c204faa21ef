package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoScreenTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void whereNothingMovesEachQuarterIsToldOnce() {
    DemoScreen screen = screen(DemoTerminal.PLAIN);
    for (int done = 0; done <= 100; done += 10) {
      screen.progress("Work", done, 100);
    }
    screen.progress("Work", 100, 100);
    screen.progress("Work", 100, 100);
    assertThat(lines())
        .containsExactly(
            "  Work            30 of 100",
            "  Work            50 of 100",
            "  Work            80 of 100",
            "  Work            100 of 100");
  }

  @Test
  void aBarThatIsFullStaysAndTheNextBeginsAnew() {
    DemoScreen screen = screen(new DemoTerminal(true, false, false));
    screen.progress("Work", 5, 10);
    screen.progress("Work", 10, 10);
    screen.progress("Work", 10, 10);
    screen.progress("Devices", 1, 2);
    String[] shown = written.toString(StandardCharsets.UTF_8).split("\r");
    assertThat(shown).hasSize(4);
    assertThat(shown[2]).contains("Work").endsWith("10 of 10" + System.lineSeparator());
    assertThat(shown[3]).contains("Devices").endsWith("1 of 2");
  }

  private DemoScreen screen(DemoTerminal terminal) {
    return new DemoScreen(
        new PrintStream(written, true, StandardCharsets.UTF_8),
        terminal,
        InstantSource.fixed(Instant.EPOCH));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
