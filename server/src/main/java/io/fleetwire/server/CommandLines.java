package io.fleetwire.server;

import io.fleetwire.egress.EgressSetupException;
import io.fleetwire.engine.Must;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.store.DatabaseRefusedException;
import io.fleetwire.web.CannotListenException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
    commands.put("demo", new DemoCommand());
    commands.put("serve", new ServeCommand());
    commands.put("agent", new AgentCommand());
    commands.put("bootstrap", new BootstrapCommand());
    commands.put("reset-password", new ResetPasswordCommand());
    commands.put("organizations", new OrganizationsCommand());
    commands.put("migrate", new MigrateCommand());
    commands.put("backup", new BackupCommand());
    commands.put("certificate", new CertificateCommand());
    commands.put("apple", new AppleCommand());
    commands.put("listen", new ListenCommand());
    commands.put("verify", new VerifyCommand());
    commands.put("replay", new ReplayCommand());
    commands.put("simulate", new SimulateCommand());
    commands.put("version", new VersionCommand());
    commands.put("rehearse", new RehearseCommand());
  }

  /// Runs the command that `arguments` name; answers an {@link ExitStatus}.
  int run(String... arguments) {
    CommandLine line = line(arguments);
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
      console.say(complaint(e));
      String program = e.getCommandLine().getCommandSpec().qualifiedName();
      console.say("Run '" + program + " --help' to see how it is called.");
      return ExitStatus.USAGE;
    }
  }

  /// What is not known, and what is called nearly so.
  private static String complaint(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst();
    boolean hasCommands = !e.getCommandLine().getSubcommands().isEmpty();
    String kind = word.startsWith("-") ? "option" : hasCommands ? "command" : "argument";
    String near =
        unmatched.getSuggestions().stream()
            .limit(1)
            .map(suggestion -> "; did you mean " + suggestion + "?")
            .collect(Collectors.joining());
    return "there is no " + kind + " " + word + near;
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

  private CommandLine line(String... arguments) {
    CommandSpec root =
        Options.command(
            "fleetwire", "Durable, signed webhooks for device fleets, on your own machine.");
    root.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .footer(EXIT_STATUS);
    CommandLine line = new CommandLine(root);
    described(arguments).forEach((name, command) -> line.addSubcommand(spec(name, command)));
    return line;
  }

  // To describe a command takes milliseconds, and there are many: a server starts without the
  // others.
  private Map<String, Command> described(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return commands.containsKey(first) ? Map.of(first, commands.get(first)) : commands;
  }

  private static CommandSpec spec(String name, Command command) {
    CommandSpec spec = command.spec();
    Must.hold(spec.name().equals(name), "a command is called as it says");
    return spec;
  }
}
