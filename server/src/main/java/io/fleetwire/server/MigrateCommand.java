package io.fleetwire.server;

import io.fleetwire.server.ConfigReader.Answer;
import java.util.List;
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
    return switch (Options.config(arguments, console)) {
      case Answer.Refused(List<String> faults) -> Options.refuse(console, faults);
      case Answer.Good(Config config) -> {
        try (Workshop _ = Wiring.workshop(config)) {
          console.say("The database in " + config.database() + " is up to date.");
        }
        yield ExitStatus.OK;
      }
    };
  }
}
