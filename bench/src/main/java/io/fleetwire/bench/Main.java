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
      return new LoadCommand(System.out).run(options.subcommand());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
