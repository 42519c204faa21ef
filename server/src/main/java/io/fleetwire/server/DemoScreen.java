package io.fleetwire.server;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Writes what a demo tells, within 80 columns: headings, steps with the time they took, one bar
/// that moves, and tables. Confined to the demo's thread.
final class DemoScreen {
  private static final int COLUMNS = 80;
  private static final String MARGIN = "  ";
  private static final int WIDTH = COLUMNS - 2 * MARGIN.length();
  private static final int NAME = 16;
  private static final int TIME = 10;
  private static final int BAR = 34;

  /// Where nothing moves, every quarter is told.
  private static final int QUARTERS = 4;

  private final PrintStream out;
  private final DemoTerminal terminal;
  private final InstantSource clock;
  private String moving = "";
  private int quartersTold;

  DemoScreen(PrintStream out, DemoTerminal terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /// A heading over a line.
  void heading(String text) {
    out.println();
    out.println(MARGIN + terminal.strong(terminal.fitted(text, WIDTH)));
    out.println(MARGIN + terminal.line(WIDTH));
  }

  /// A name and what it stands for.
  void fact(String name, String value) {
    // Paths and addresses are for copying, so they are never cut.
    out.println(MARGIN + padded(name, NAME) + value);
  }

  /// A step that began at `since` and is done now.
  void step(String name, String outcome, Instant since) {
    int room = WIDTH - NAME - TIME;
    out.println(
        MARGIN
            + padded(name, NAME)
            + padded(terminal.fitted(outcome, room - 1), room)
            + terminal.faint("%10s".formatted(shown(Duration.between(since, now())))));
    out.flush();
  }

  /// How far a step is: a bar that moves and stays when it is full, or a line for each quarter. A
  /// step that is full stays as it is, however often it is told again.
  void progress(String name, int done, int total) {
    if (!name.equals(moving)) {
      moving = name;
      quartersTold = 0;
    }
    if (quartersTold == QUARTERS) {
      return;
    }
    int quarters = total == 0 ? QUARTERS : (int) ((long) QUARTERS * Math.min(done, total) / total);
    String count = "%,d of %,d".formatted(done, total);
    if (terminal.moving()) {
      String bar = terminal.bar(BAR, done, total);
      out.print("\r" + MARGIN + padded(name, NAME) + bar + "%26s".formatted(count));
      out.print(quarters == QUARTERS ? System.lineSeparator() : "");
    } else if (quarters > quartersTold) {
      out.println(MARGIN + padded(name, NAME) + count);
    }
    quartersTold = quarters;
    out.flush();
  }

  /// What was checked, each with a tick or a cross.
  void table(List<DemoCheck> checks) {
    int claims = checks.stream().mapToInt(check -> check.claim().length()).max().orElse(0) + 2;
    for (DemoCheck check : checks) {
      String mark = terminal.held(check.held());
      String found = terminal.fitted(check.found(), Math.max(1, WIDTH - 3 - claims));
      String told = check.held() ? found : terminal.bad(found);
      out.println(
          MARGIN + mark + (terminal.unicode() ? "  " : " ") + padded(check.claim(), claims) + told);
    }
    out.flush();
  }

  /// A sentence that counts: all is well, or it is not.
  void verdict(boolean well, String text) {
    out.println();
    out.println(MARGIN + (well ? terminal.good(text) : terminal.bad(text)));
    out.flush();
  }

  /// Words on lines of their own, never cut.
  void say(String... lines) {
    out.println();
    for (String line : lines) {
      out.println(line.isEmpty() ? "" : MARGIN + line);
    }
    out.flush();
  }

  static String shown(Duration took) {
    double seconds = took.toMillis() / 1000.0;
    return seconds < 1 ? took.toMillis() + " ms" : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }
}
