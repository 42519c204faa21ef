package io.fleetwire.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench isolation`: what endpoints that misbehave cost the others.
final class IsolationCommand {
  private static final List<Manner> ALL =
      List.of(Manner.HANGS, Manner.DRIPS, Manner.RESETS, Manner.UNAVAILABLE, Manner.REFUSES);
  private static final int HUNDRED = 100;

  private final PrintStream out;

  IsolationCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("isolation").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Lets a share of the endpoints misbehave, in one manner after the other, and compares"
                + " the latencies of the others with those before.");
    spec.addOption(Options.option("--manners", "all", "all, or some of " + names(ALL)));
    spec.addOption(Options.option("--rate", "5000", "events a second"));
    spec.addOption(Options.option("--endpoints", "100", "how many endpoints"));
    spec.addOption(Options.option("--bad", "10", "how many of them misbehave at a time"));
    Options.addCommon(spec);
    return spec;
  }

  private static String names(List<Manner> manners) {
    return manners.stream()
        .map(manner -> manner.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  int run(Options options) throws InterruptedException {
    IsolationRun.Plan plan = plan(options);
    Report report = new Report(out);
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = options.workshop();
        Receiver receiver = Receiver.start(ledger, plan.endpoints())) {
      UnderTest server =
          EngineUnderTest.start(shop, receiver.ports(), Signing.HMAC, EngineUnderTest.Data.FRESH);
      out.printf(
          Locale.ROOT,
          "%s; %,d events/s to %d endpoints, of which %d misbehave; windows of %d s%n",
          server.name(),
          plan.perSecond(),
          plan.endpoints(),
          plan.bad(),
          plan.timing().window().toSeconds());
      report.machine(shop.folder());
      report.isolation(new IsolationRun(new Meter(server, ledger, receiver), plan).run());
      report.ledger(ledger, receiver);
      report.memory(server, server.peakBytes());
      report.noise(shop.folder());
      return ledger.lost() == 0 ? LoadCommand.GOOD : LoadCommand.LOST;
    }
  }

  private static IsolationRun.Plan plan(Options options) {
    int endpoints = options.number("--endpoints", LoadPlan.ENDPOINTS_MAX);
    int bad = options.number("--bad", endpoints);
    List<Manner> manners = manners(options);
    if (manners.size() * bad >= endpoints) {
      throw options.unfit("--bad", "times the manners is less than the endpoints");
    }
    int perSecond = options.number("--rate", LoadPlan.PER_SECOND_MAX);
    if (perSecond < HUNDRED) {
      throw options.unfit("--rate", "is at least 100, for there to be a percentile");
    }
    return new IsolationRun.Plan(manners, perSecond, endpoints, bad, options.timing());
  }

  private static List<Manner> manners(Options options) {
    String text = options.text("--manners");
    if (text.equals("all")) {
      return ALL;
    }
    List<String> wanted = Arrays.asList(text.split(","));
    List<Manner> found =
        ALL.stream()
            .filter(manner -> wanted.contains(manner.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (found.size() != wanted.size()) {
      throw options.unfit("--manners", "is all, or some of " + names(ALL));
    }
    return found;
  }
}
