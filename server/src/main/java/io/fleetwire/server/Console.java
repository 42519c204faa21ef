package io.fleetwire.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a command talks to: data goes to `out`, words go to `err`.
record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean isTerminal) {
  Console {
    environment = Map.copyOf(environment);
  }

  /// The process's own. Its stderr is on a terminal when there is one and stdin and stdout are on
  /// it, which is as much as Java can tell.
  static Console system() {
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
  }

  /// A line for a person.
  void say(String line) {
    err.println(line);
  }
}
