package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `simulate`: devices that do not exist, of one dialect or another.
final class SimulateCommand implements Command {
  private static final List<Command> FLEETS =
      List.of(new SimulateAppleCommand(), new SimulateLabCommand());

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "simulate",
            "Let devices that do not exist talk to a server, this one or another: they enrol, do"
                + " what they are told, misbehave when asked to, and report what they noticed.");
    spec.usageMessage().synopsisSubcommandLabel("FLEET").commandListHeading("%nFleets:%n");
    FLEETS.forEach(fleet -> spec.addSubcommand(fleet.spec().name(), fleet.spec()));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    if (!arguments.hasSubcommand()) {
      arguments.commandSpec().commandLine().usage(console.err(), Ansi.OFF);
      return ExitStatus.USAGE;
    }
    ParseResult chosen = arguments.subcommand();
    return FLEETS.stream()
        .filter(fleet -> fleet.spec().name().equals(chosen.commandSpec().name()))
        .findFirst()
        .orElseThrow()
        .run(chosen, console);
  }
}
