package io.fleetwire.bench;

import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench lab`: a device lab of one organization that fills, and then parts of it that
/// restart; every callback is accounted for.
final class LabCommand {
  private static final int DEVICES_MAX = 250_000;
  private static final int TIMES_MAX = 100;
  private static final int PER_HOST = 1_000;

  /// The vendor's largest host, and a lab of five racks.
  private static final int HOST_DEVICES = 26;

  private static final int LAB_DEVICES = 5_000;
  private static final int AGENTS_AT_ONCE = 8;
  private static final long PATIENCE_MILLIS = 600_000;

  private final PrintStream out;

  LabCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("lab").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Fills a lab with devices that come online, then restarts a host of 26 devices and a"
                + " lab of 5,000, and accounts for every callback of a webhook that wants all."
                + " Exits with 1 when one is missing or out of its device's order.");
    spec.addOption(Options.option("--devices", "100000", "how many there are"));
    spec.addOption(Options.option("--times", "5", "how often each part restarts"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) throws InterruptedException {
    int devices = options.number("--devices", DEVICES_MAX);
    int times = options.number("--times", TIMES_MAX);
    Report report = new Report(out);
    LabLedger ledger = new LabLedger();
    try (Workshop shop = options.workshop();
        FakeReceiver receiver = FakeReceiver.start();
        ExecutorService agents = Executors.newFixedThreadPool(AGENTS_AT_ONCE)) {
      receiver.answerBy(
          callback -> {
            ledger.note(callback);
            return FakeAnswer.status(200);
          });
      report.machine(shop.folder());
      try (LabUnderTest lab = LabUnderTest.start(shop, receiver.url("/callbacks"))) {
        Racks racks = new Racks(lab, agents, devices);
        fill(racks, ledger, devices);
        memory(lab);
        restart(racks, ledger, Math.min(HOST_DEVICES, devices), times);
        restart(racks, ledger, Math.min(LAB_DEVICES, devices), times);
        memory(lab);
        long expected = expected(devices, times);
        out.printf(
            Locale.ROOT,
            "%,d callbacks of %,d about %,d devices: %,d lost, %,d twice, %,d out of order; %,d"
                + " devices are online%n",
            ledger.told(),
            expected,
            ledger.devices(),
            expected - ledger.told(),
            ledger.twice(),
            ledger.wrong(),
            lab.online());
        report.noise(shop.folder());
        boolean good = ledger.told() == expected && ledger.wrong() == 0;
        if (!good) {
          out.println(lab.complaints());
        }
        return good ? LoadCommand.GOOD : LoadCommand.LOST;
      }
    }
  }

  private static long expected(int devices, int times) {
    return devices
        + 2L * times * (Math.min(HOST_DEVICES, devices) + Math.min(LAB_DEVICES, devices));
  }

  /// The hosts with their devices, a thousand on each.
  private record Racks(LabUnderTest lab, ExecutorService agents, int devices) {

    /// All of the first `count` devices are like that; the agents of their hosts say so at the same
    /// time.
    void say(int count, String status) throws InterruptedException {
      List<Future<?>> said = new ArrayList<>();
      for (int first = 0; first < count; first += PER_HOST) {
        int from = first;
        int size = Math.min(PER_HOST, count - first);
        said.add(agents.submit(() -> lab.report("host-" + from / PER_HOST, from, size, status)));
      }
      for (Future<?> one : said) {
        try {
          one.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("an agent failed", e);
        }
      }
    }
  }

  private void fill(Racks racks, LabLedger ledger, int devices) throws InterruptedException {
    long from = System.nanoTime();
    Duration cpu = racks.lab().cpu();
    racks.say(devices, "Online");
    double taken = seconds(from);
    ledger.await(devices, PATIENCE_MILLIS);
    out.printf(
        Locale.ROOT,
        "%n%,d devices come online: taken in %.1f s (%,.0f/s), told in %.1f s (%,.0f"
            + " callbacks/s), %.1f s of processor time%n",
        devices,
        taken,
        devices / taken,
        seconds(from),
        devices / seconds(from),
        racks.lab().cpu().minus(cpu).toMillis() / 1e3);
  }

  /// Offline, and online again.
  private void restart(Racks racks, LabLedger ledger, int count, int times)
      throws InterruptedException {
    double[] toLast = new double[times];
    for (int i = 0; i < times; i++) {
      long before = ledger.told();
      long from = System.nanoTime();
      racks.say(count, "Offline");
      racks.say(count, "Online");
      ledger.await(before + 2L * count, PATIENCE_MILLIS);
      toLast[i] = seconds(from) * 1_000;
    }
    Spread spread = Spread.of(toLast);
    out.printf(
        Locale.ROOT,
        "%,d devices restart, %d times: %,d callbacks, the last after %s ms (%,.0f/s)%n",
        count,
        times,
        2 * count,
        spread.print(0),
        2_000.0 * count / spread.median());
  }

  private void memory(LabUnderTest lab) {
    out.printf(Locale.ROOT, "memory so far: %,d MB at most%n", lab.peakBytes() / 1_000_000);
  }

  private static double seconds(long from) {
    return Duration.ofNanos(System.nanoTime() - from).toNanos() / 1e9;
  }
}
