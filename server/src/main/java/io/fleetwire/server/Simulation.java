package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.FleetProgress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A command of `simulate`: reads a plan, lets the devices live by it, and reports what they
/// noticed.
interface Simulation extends Command {

  /// Lets the devices live. Throws when the words are no plan.
  SimulateReport simulate(SimulateWords words, FleetProgress progress) throws BadSetting;

  @Override
  default int run(ParseResult arguments, Console console) throws BadSetting {
    DemoScreen screen =
        new DemoScreen(console.err(), DemoCommand.terminal(console), Wiring.clock());
    SimulateReport report = simulate(new SimulateWords(arguments), screen::progress);
    console.out().print(Options.has(arguments, "--json") ? report.json() : report.text());
    return report.isGood() ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  /// A command with `own` options and those that every simulation has.
  static CommandSpec command(String name, String help, OptionSpec... own) {
    List<OptionSpec> all = new ArrayList<>(List.of(own));
    all.add(Options.text("--patience", "TIME", "For how long they repeat what is not taken (2m)."));
    all.add(Options.text("--ca", "FILE", "Believe servers by these PEM certificates, too."));
    all.add(Options.flag("--insecure", "Believe every server."));
    all.add(Options.flag("--json", "Report as one JSON object."));
    return Options.command(name, help, all.toArray(OptionSpec[]::new));
  }
}
