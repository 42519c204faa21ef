package io.fleetwire.server;

import io.fleetwire.egress.EgressSetupException;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.store.DatabaseRefusedException;
import io.fleetwire.web.CannotListenException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Understands a command line and runs the command that it names.
///
/// The commands are described by objects and not by annotations: nothing is looked up by
/// reflection, which keeps the start short.
final class CommandLines {
  private static final String[] EXIT_STATUS = {
    "",
    "Exit status:",
    "  0   done",
    "  1   not done, for the reason that was told",
    "  2   the command line cannot be understood",
    "  70  a bug; please report it",
    "  78  the configuration or the database does not let it start",
    "",
    "Data goes to standard output, words go to standard error."
  };

  private final Console console;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  CommandLines(Console console) {
    this.console = console;
    List.of(
            new DemoCommand(),
            new ServeCommand(),
            new AgentCommand(),
            new BootstrapCommand(),
            new ResetPasswordCommand(),
            new MigrateCommand(),
            new BackupCommand(),
            new CertificateCommand(),
            new AppleCommand(),
            new ListenCommand(),
            new VerifyCommand(),
            new ReplayCommand(),
            new SimulateCommand(),
            new VersionCommand(),
            new RehearseCommand())
        .forEach(command -> commands.put(command.spec().name(), command));
  }

  /// Runs the command that `arguments` name; answers an {@link ExitStatus}.
  int run(String... arguments) {
    CommandLine line = line();
    try {
      ParseResult parsed = line.parseArgs(arguments);
      if (!parsed.hasSubcommand()) {
        line.usage(parsed.isUsageHelpRequested() ? console.out() : console.err(), Ansi.OFF);
        return parsed.isUsageHelpRequested() ? ExitStatus.OK : ExitStatus.USAGE;
      }
      ParseResult chosen = parsed.subcommand();
      ParseResult innermost = chosen.hasSubcommand() ? chosen.subcommand() : chosen;
      if (innermost.isUsageHelpRequested()) {
        innermost.commandSpec().commandLine().usage(console.out(), Ansi.OFF);
        return ExitStatus.OK;
      }
      return run(chosen);
    } catch (ParameterException e) {
      console.say(String.valueOf(e.getMessage()));
      String program = e.getCommandLine().getCommandSpec().qualifiedName();
      console.say("Run '" + program + " --help' to see how it is called.");
      return ExitStatus.USAGE;
    }
  }

  private int run(ParseResult chosen) {
    Command command = commands.get(chosen.commandSpec().name());
    if (command == null) {
      throw new AssertionError("no command " + chosen.commandSpec().name());
    }
    try {
      return command.run(chosen, console);
    } catch (BadSetting e) {
      console.say(String.valueOf(e.getMessage()));
      return ExitStatus.USAGE;
    } catch (DatabaseRefusedException
        | EgressSetupException
        | CannotListenException
        | SettingRefusedException e) {
      console.say(String.valueOf(e.getMessage()));
      return ExitStatus.CONFIG;
    } catch (RuntimeException | AssertionError e) {
      console.say("This is a bug in Fleetwire; please report it with what follows.");
      e.printStackTrace(console.err());
      return ExitStatus.BUG;
    }
  }

  private CommandLine line() {
    CommandSpec root =
        Options.command(
            "fleetwire", "Durable, signed webhooks for device fleets, on your own machine.");
    root.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .footer(EXIT_STATUS);
    CommandLine line = new CommandLine(root);
    commands.values().forEach(command -> line.addSubcommand(command.spec()));
    return line;
  }
}
