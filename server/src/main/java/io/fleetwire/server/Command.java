package io.fleetwire.server;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: how it is called, and what it does.
interface Command {

  /// Its name, its options and its help.
  CommandSpec spec();

  /// Does it; answers an {@link ExitStatus}.
  int run(ParseResult arguments, Console console);
}
