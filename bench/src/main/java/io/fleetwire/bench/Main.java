package io.fleetwire.bench;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The entry of `tools/bench`. Stateless.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommandSpec bench = CommandSpec.create().name("tools/bench").mixinStandardHelpOptions(true);
    bench.usageMessage().description("Measures Fleetwire on this machine.");
    bench.addSubcommand("load", LoadCommand.spec());
    bench.addSubcommand("isolation", IsolationCommand.spec());
    bench.addSubcommand("backlog", BacklogCommand.spec());
    bench.addSubcommand("crash", CrashCommand.spec());
    bench.addSubcommand("nodes", NodesCommand.spec());
    bench.addSubcommand("lab", LabCommand.spec());
    bench.addSubcommand("apple", AppleCommand.spec());
    bench.addSubcommand("pages", PagesCommand.spec());
    System.exit(new CommandLine(bench).setExecutionStrategy(Main::execute).execute(arguments));
  }

  private static int execute(ParseResult options) {
    Integer help = CommandLine.executeHelpRequest(options);
    if (help != null) {
      return help;
    }
    if (!options.hasSubcommand()) {
      options.commandSpec().commandLine().usage(System.err);
      return CommandLine.ExitCode.USAGE;
    }
    try {
      Options given = new Options(options.subcommand());
      return switch (options.subcommand().commandSpec().name()) {
        case "isolation" -> new IsolationCommand(System.out).run(given);
        case "backlog" -> new BacklogCommand(System.out).run(given);
        case "apple" -> new AppleCommand(System.out).run(given);
        case "pages" -> new PagesCommand(System.out).run(given);
        case "crash" -> new CrashCommand(System.out).run(given);
        case "nodes" -> new NodesCommand(System.out).run(given);
        case "lab" -> new LabCommand(System.out).run(given);
        default -> new LoadCommand(System.out).run(given);
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
