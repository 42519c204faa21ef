package io.fleetwire.bench;

import io.fleetwire.bench.LoadPlan.Load;
import io.fleetwire.bench.LoadPlan.Timing;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench backlog`: what a great many outstanding deliveries cost the others, and how fast
/// they go once they may.
final class BacklogCommand {
  private static final int DELIVERIES_MAX = 100_000_000;
  private static final int ENDPOINTS = 16;
  private static final int OUTSTANDING_MAX = 4_000;

  private final PrintStream out;

  BacklogCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("backlog").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Measures a flood on an empty store; then makes a backlog of paused deliveries, starts"
                + " the engine anew beside it, measures the same flood again, and at last lets the"
                + " backlog go. Needs about 1 KB of disk for each delivery.");
    spec.addOption(Options.option("--deliveries", "10000000", "how many are outstanding"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) throws InterruptedException {
    long deliveries = options.number("--deliveries", DELIVERIES_MAX);
    Timing timing = options.timing();
    Report report = new Report(out);
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = options.workshop();
        Receiver receiver = Receiver.start(ledger, ENDPOINTS)) {
      report.machine(shop.folder());
      EngineUnderTest empty = start(shop, receiver, EngineUnderTest.Data.FRESH);
      LoadRun.Part without = flood(new Meter(empty, ledger, receiver), timing);
      report.part(without);
      report.memory(empty, empty.peakBytes());
      shop.endAll();

      EngineUnderTest.Data data = EngineUnderTest.Data.backlog("backlog", deliveries);
      long makingFrom = System.nanoTime();
      start(shop, receiver, data);
      Duration making = since(makingFrom);
      shop.endAll();
      long startFrom = System.nanoTime();
      EngineUnderTest full = start(shop, receiver, data);
      Duration start = since(startFrom);
      out.printf(
          Locale.ROOT,
          "%n%,d deliveries are outstanding: made in %d s; started anew in %d ms%n",
          deliveries,
          making.toSeconds(),
          start.toMillis());
      LoadRun.Part with = flood(new Meter(full, ledger, receiver), timing);
      report.part(with);
      report.memory(full, full.peakBytes());
      out.printf(
          Locale.ROOT,
          "with the backlog / without it = %.2f%n",
          with.receivedPerSecond().median() / without.receivedPerSecond().median());
      full.resume();
      out.printf(Locale.ROOT, "the backlog goes at %s/s%n", drained(receiver, timing).print(0));
      report.memory(full, full.peakBytes());
      report.ledger(ledger, receiver);
      report.noise(shop.folder());
      return ledger.lost() == 0 ? LoadCommand.GOOD : LoadCommand.LOST;
    }
  }

  private static EngineUnderTest start(
      Workshop shop, Receiver receiver, EngineUnderTest.Data data) {
    return EngineUnderTest.start(shop, receiver.ports(), Signing.HMAC, data);
  }

  private static LoadRun.Part flood(Meter meter, Timing timing) throws InterruptedException {
    Load load = new Load(0, false, new Generator.Limits(64, OUTSTANDING_MAX));
    LoadPlan plan =
        new LoadPlan(
            LoadPlan.Path.ENGINE,
            Signing.HMAC,
            load,
            timing,
            ENDPOINTS,
            false,
            EngineUnderTest.Data.FRESH);
    return new LoadRun(meter, plan).run().getFirst();
  }

  private static Spread drained(Receiver receiver, Timing timing) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < timing.windows(); i++) {
      long before = receiver.requests();
      long from = System.nanoTime();
      Thread.sleep(timing.window());
      rates.add((receiver.requests() - before) / (since(from).toNanos() / 1e9));
    }
    return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Duration since(long at) {
    return Duration.ofNanos(System.nanoTime() - at);
  }
}
