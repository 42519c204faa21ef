package io.fleetwire.bench;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench nodes`: takes one of several servers under load, and accounts for every event.
final class NodesCommand {
  private static final int TIMES_MAX = 10_000;
  private static final int ENDPOINTS = 16;

  private final PrintStream out;

  NodesCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("nodes").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Kills, stops or ends one of several servers that share a PostgreSQL database, at"
                + " random moments under load, and starts another one in its place each time. Exits"
                + " with 1 when an acknowledged event was lost.");
    spec.addOption(Options.option("--database", "", "the URL of an empty PostgreSQL database"));
    spec.addOption(Options.option("--nodes", "3", "how many servers share it, 2 to 8"));
    spec.addOption(Options.option("--times", "100", "how often one is taken"));
    spec.addOption(Options.option("--rate", "1000", "events a second"));
    spec.addOption(
        Options.option("--seed", "1", "where the moments, the servers and their fates come from"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) throws InterruptedException {
    NodesRun.Plan plan = plan(options);
    Report report = new Report(out);
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = options.workshop();
        Receiver receiver = Receiver.start(ledger, ENDPOINTS)) {
      out.printf(
          Locale.ROOT,
          "engine, PostgreSQL, HMAC-SHA256; %d servers, %,d events/s to %d endpoints, one taken %d"
              + " times, seed %d%n",
          plan.nodes(),
          plan.perSecond(),
          ENDPOINTS,
          plan.times(),
          plan.seed());
      report.machine(shop.folder());
      report.takenBegin();
      new NodesRun(shop, ledger, receiver, plan).run(report::taken);
      report.ledger(ledger, receiver);
      report.noise(shop.folder());
      return ledger.lost() == 0 && ledger.accepted() > 0 ? LoadCommand.GOOD : LoadCommand.LOST;
    }
  }

  private static NodesRun.Plan plan(Options options) {
    String url = options.text("--database");
    if (!LoadCommand.isUrl(url)) {
      throw options.unfit("--database", "is postgresql://USER:PASSWORD@HOST/DATABASE");
    }
    int nodes = options.number("--nodes", LoadCommand.NODES_MAX);
    if (nodes < 2) {
      throw options.unfit("--nodes", "is 2 or more: somebody has to go on");
    }
    return new NodesRun.Plan(
        url,
        nodes,
        options.number("--times", TIMES_MAX),
        options.number("--rate", LoadPlan.PER_SECOND_MAX),
        options.number("--seed", Integer.MAX_VALUE));
  }
}
