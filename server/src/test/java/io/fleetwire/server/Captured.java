package io.fleetwire.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A console that keeps what was printed.
final class Captured {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  Captured(Map<String, String> environment) {
    this.console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false);
  }

  /// What a command line leads to, without an environment.
  record Run(int status, String out, String err) {}

  static Run run(String... arguments) {
    Captured captured = new Captured(Map.of());
    int status = new CommandLines(captured.console()).run(arguments);
    return new Run(status, captured.out(), captured.err());
  }

  Console console() {
    return console;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
