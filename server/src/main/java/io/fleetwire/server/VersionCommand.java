package io.fleetwire.server;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `version`: what runs here.
final class VersionCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("version", "Show the version of Fleetwire and of Java.");
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    console.out().println("fleetwire " + BuildFacts.read().version());
    console.out().println("java " + Runtime.version());
    return ExitStatus.OK;
  }
}
