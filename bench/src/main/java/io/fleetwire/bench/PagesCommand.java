package io.fleetwire.bench;

import io.fleetwire.testkit.KnoxAnswer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench pages`: how long a page of the portal takes where a great deal is stored.
final class PagesCommand {
  private static final int DEVICES_MAX = 250_000;
  private static final int ATTEMPTS_MAX = 100_000_000;
  private static final int TIMES_MAX = 1_000;

  /// The compilers and the caches come to rest.
  private static final int WARM_UP = 10;

  /// What no page may take (in the median).
  private static final Duration BUDGET = Duration.ofMillis(50);

  private final PrintStream out;

  PagesCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("pages").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Fills a store by direct rows: devices of the lab, of Knox and of Apple, what became of"
                + " them, and deliveries with their attempts. Then asks a whole server for every"
                + " page, one after the other on one connection, and prints the least, the median"
                + " and the most of what each took, in milliseconds, HTTP included. Needs about 1"
                + " KB of disk for each attempt.");
    spec.addOption(Options.option("--devices", "100000", "how many each dialect has"));
    spec.addOption(Options.option("--attempts", "1000000", "how many are in the log"));
    spec.addOption(Options.option("--times", "20", "how often each page is asked for"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) {
    PagesUnderTest.Amounts amounts =
        new PagesUnderTest.Amounts(
            options.number("--devices", DEVICES_MAX), options.number("--attempts", ATTEMPTS_MAX));
    int times = options.number("--times", TIMES_MAX);
    Report report = new Report(out);
    try (Workshop shop = options.workshop()) {
      report.machine(shop.folder());
      long from = System.nanoTime();
      try (PagesUnderTest server = PagesUnderTest.start(shop, amounts)) {
        out.printf(
            Locale.ROOT,
            "%n%,d devices of each dialect, %,d attempts: stored and started in %d s%n%n",
            amounts.devices(),
            amounts.attempts(),
            Duration.ofNanos(System.nanoTime() - from).toSeconds());
        boolean isQuick = measure(server, times);
        report.noise(shop.folder());
        return isQuick ? LoadCommand.GOOD : LoadCommand.LOST;
      }
    }
  }

  private boolean measure(PagesUnderTest server, int times) {
    List<String> slow = new ArrayList<>();
    out.printf("%8s %8s %8s %6s  page%n", "least", "median", "most", "kB");
    for (String path : server.paths()) {
      double[] millis = new double[times];
      int bytes = 0;
      for (int i = -WARM_UP; i < times; i++) {
        long begin = System.nanoTime();
        KnoxAnswer answer = server.browser().get(path);
        long end = System.nanoTime();
        if (answer.status() != 200) {
          throw new IllegalStateException(path + " answered " + answer.status());
        }
        bytes = answer.body().size();
        if (i >= 0) {
          millis[i] = (end - begin) / 1e6;
        }
      }
      Arrays.sort(millis);
      double median = millis[times / 2];
      boolean over = median > BUDGET.toMillis();
      if (over) {
        slow.add(path);
      }
      out.printf(
          Locale.ROOT,
          "%8.1f %8.1f %8.1f %6d %s%s%n",
          millis[0],
          median,
          millis[times - 1],
          bytes / 1_000,
          over ? "!" : " ",
          path);
    }
    out.printf("%n%d pages took more than %d ms%n", slow.size(), BUDGET.toMillis());
    return slow.isEmpty();
  }
}
