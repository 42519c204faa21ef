package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: how it is called, and what it does.
interface Command {

  /// Its name, its options and its help.
  CommandSpec spec();

  /// Does it; answers an {@link ExitStatus}. What it cannot read of its arguments it throws, before
  /// it has done anything.
  int run(ParseResult arguments, Console console) throws BadSetting;
}
