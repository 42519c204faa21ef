package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.store.DatabaseCopy;
import io.fleetwire.store.DatabaseHome;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `backup`: copies the embedded database while a server works with it.
final class BackupCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
        "backup",
        "Copy the embedded database into one file, beside a running server or without one: all"
            + " that was acknowledged before it began, keys and secrets among it. To restore, put"
            + " the file as fleetwire.db into an empty folder and serve with --data.",
        Options.config(),
        Options.data(),
        Options.database(),
        Options.text("--to", "FILE", "The copy; it must not be there yet."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    String to = Options.find(arguments, "--to").orElseThrow(() -> new BadSetting("give --to FILE"));
    return Options.configured(
        arguments, console, config -> copy(config.database(), Path.of(to), console));
  }

  private static int copy(DatabaseHome home, Path to, Console console) {
    return switch (home) {
      case DatabaseHome.Folder(Path data) -> {
        long bytes = DatabaseCopy.make(data, to);
        console.say("%s holds the database: %,d bytes, for your eyes only.".formatted(to, bytes));
        yield ExitStatus.OK;
      }
      case DatabaseHome.Server _ -> {
        console.say("PostgreSQL is backed up with its own tools, such as pg_dump.");
        yield ExitStatus.REFUSED;
      }
    };
  }
}
