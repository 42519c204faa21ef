package io.fleetwire.server;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `migrate`: brings the tables up to this version without serving.
final class MigrateCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
        "migrate",
        "Bring the database up to this version and exit. 'serve' does the same when it starts.",
        Options.config(),
        Options.data(),
        Options.database());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return Options.configured(arguments, console, config -> migrate(config, console));
  }

  private static int migrate(Config config, Console console) {
    boolean isNew = !config.database().isMade();
    try (Workshop _ = Wiring.workshop(config)) {
      console.say(
          isNew
              ? Options.newDatabase(config)
              : "The database in " + config.database() + " is up to date.");
    }
    return ExitStatus.OK;
  }
}
