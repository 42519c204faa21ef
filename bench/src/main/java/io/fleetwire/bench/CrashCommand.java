package io.fleetwire.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench crash`: kills the engine under load, and accounts for every event.
final class CrashCommand {
  private static final int TIMES_MAX = 10_000;
  private static final int ENDPOINTS = 16;

  private final PrintStream out;

  CrashCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("crash").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Kills the engine (SIGKILL) at random moments under load, starts it again on the same"
                + " data each time, and exits with 1 when an acknowledged event was lost.");
    spec.addOption(Options.option("--times", "100", "how often"));
    spec.addOption(Options.option("--rate", "5000", "events a second"));
    spec.addOption(Options.option("--seed", "1", "where the moments come from"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) throws InterruptedException {
    CrashRun.Plan plan =
        new CrashRun.Plan(
            options.number("--times", TIMES_MAX),
            options.number("--rate", LoadPlan.PER_SECOND_MAX),
            options.number("--seed", Integer.MAX_VALUE));
    Report report = new Report(out);
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = options.workshop();
        Receiver receiver = Receiver.start(ledger, ENDPOINTS)) {
      out.printf(
          Locale.ROOT,
          "engine, SQLite, HMAC-SHA256; %,d events/s to %d endpoints, killed %d times, seed %d%n",
          plan.perSecond(),
          ENDPOINTS,
          plan.times(),
          plan.seed());
      report.machine(shop.folder());
      report.crashesBegin();
      List<CrashRun.Crash> crashes = new CrashRun(shop, ledger, receiver, plan).run(report::crash);
      report.crashes(crashes);
      report.ledger(ledger, receiver);
      report.noise(shop.folder());
      return ledger.lost() == 0 && ledger.accepted() > 0 ? LoadCommand.GOOD : LoadCommand.LOST;
    }
  }
}
