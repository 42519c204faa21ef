package io.fleetwire.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Prints what a run showed, for people.
final class Report {
  private static final double MEGABYTE = 1024 * 1024;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  private record Column(String title, int decimals, ToDoubleFunction<WindowFigures> figure) {

    String cell(WindowFigures window) {
      return padded(
          String.format(Locale.ROOT, "%,." + decimals + "f", figure.applyAsDouble(window)));
    }

    String padded(String text) {
      return " ".repeat(Math.max(0, title.length() - text.length())) + text;
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("delivered/s", 0, w -> w.rates().receivedPerSecond()),
          new Column("ackn/s", 0, w -> w.rates().acceptedPerSecond()),
          new Column("ackn->recv p50", 2, w -> millis(w.latencies().acceptedToReceived(), 0.5)),
          new Column("    p99", 2, w -> millis(w.latencies().acceptedToReceived(), 0.99)),
          new Column("  p99.9", 2, w -> millis(w.latencies().acceptedToReceived(), 0.999)),
          new Column("sent->ackn p50", 2, w -> millis(w.latencies().toAccepted(), 0.5)),
          new Column("    p99", 2, w -> millis(w.latencies().toAccepted(), 0.99)),
          new Column("sent->recv p99", 2, w -> millis(w.latencies().toReceived(), 0.99)),
          new Column("CPU-s/10k", 3, w -> w.cost().underTest()),
          new Column("harness", 3, w -> w.cost().harness()),
          new Column("others", 2, w -> w.cost().otherProcessors()));

  /// What the machine is, and how quiet it is just now.
  void machine(Path folder) {
    out.println("machine: " + Machine.describe());
    noise(folder);
  }

  /// How fast the machine itself is just now.
  void noise(Path folder) {
    out.printf(
        Locale.ROOT,
        "noise: integer loop %s ms; 4 KB append + fdatasync %s us%n",
        spreadOf(Machine.integerLoop(), 1e6).print(0),
        spreadOf(Machine.durableAppends(folder), 1e3).print(0));
  }

  /// The windows of one part. Latencies are in milliseconds, costs in processor seconds for 10,000
  /// callbacks, `others` in processors.
  void part(LoadRun.Part part) {
    out.println();
    out.println(describe(part.pace()));
    StringBuilder head = new StringBuilder(" ".repeat(10));
    COLUMNS.forEach(column -> head.append("  ").append(column.title()));
    out.println(head);
    int number = 1;
    for (WindowFigures window : part.windows()) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "window %2d ", number));
      COLUMNS.forEach(column -> row.append("  ").append(column.cell(window)));
      out.println(row);
      number++;
    }
    out.println("median (range):");
    for (Column column : COLUMNS) {
      Spread spread = WindowFigures.spread(part.windows(), column.figure());
      out.printf("  %-15s %s%n", column.title().strip(), spread.print(column.decimals()));
    }
    part.failures().forEach((why, times) -> out.printf("failed %,d times: %s%n", times, why));
  }

  /// Nothing acknowledged may be missing.
  void ledger(Ledger ledger, Receiver receiver) {
    out.printf(
        Locale.ROOT,
        "%nledger: sent %,d, acknowledged %,d, failed %,d, received %,d; lost %,d, duplicated %,d,"
            + " received but not acknowledged %,d, malformed %,d%n",
        ledger.opened(),
        ledger.accepted(),
        ledger.failed(),
        ledger.received(),
        ledger.lost(),
        ledger.duplicated(),
        ledger.ghosts(),
        receiver.malformed());
  }

  /// What the endpoints that behave notice of the others.
  void isolation(List<IsolationRun.Shown> shown) {
    out.printf(
        "%n%-12s  %-24s  %-24s  %6s  %6s%n",
        "the others", "p99 ms before (range)", "p99 ms meanwhile", "ratio", "p50's");
    for (IsolationRun.Shown each : shown) {
      out.printf(
          Locale.ROOT,
          "%-12s  %-24s  %-24s  %6.2f  %6.2f%n",
          each.manner().name().toLowerCase(Locale.ROOT),
          IsolationRun.Shown.percentile(each.without(), 0.99).print(2),
          IsolationRun.Shown.percentile(each.with(), 0.99).print(2),
          each.ratio(0.99),
          each.ratio(0.5));
    }
  }

  /// What followed from each crash. Times are counted from the start of the next process.
  void crashesBegin() {
    out.printf(
        "%n%8s  %10s  %8s  %8s  %10s  %10s%n",
        "under ms", "unfinished", "ready ms", "first ms", "drained ms", "duplicated");
  }

  void crash(CrashRun.Crash crash) {
    out.printf(
        Locale.ROOT,
        "%8d  %,10d  %8d  %8s  %10s  %,10d%n",
        crash.under().toMillis(),
        crash.unfinished(),
        crash.ready().toMillis(),
        millis(crash.first()),
        millis(crash.drained()),
        crash.duplicated());
    out.flush();
  }

  void crashes(List<CrashRun.Crash> crashes) {
    out.printf(
        Locale.ROOT,
        "median (range): ready %s ms, drained %s ms, duplicated %s%n",
        spreadOf(crashes.stream().map(CrashRun.Crash::ready).toList(), 1e6).print(0),
        spreadOf(crashes.stream().flatMap(c -> c.drained().stream()).toList(), 1e6).print(0),
        Spread.of(crashes.stream().mapToDouble(CrashRun.Crash::duplicated).toArray()).print(0));
  }

  /// What followed from each server that was taken.
  void takenBegin() {
    out.printf(
        "%n%8s  %8s  %10s  %10s  %10s%n",
        "blow", "still ms", "silence ms", "drained ms", "duplicated");
  }

  void taken(NodesRun.Taken taken) {
    out.printf(
        Locale.ROOT,
        "%8s  %8d  %10d  %10s  %,10d%n",
        taken.blow().name().toLowerCase(Locale.ROOT),
        taken.still().toMillis(),
        taken.silence().toMillis(),
        millis(taken.drained()),
        taken.duplicated());
    out.flush();
  }

  private static String millis(Optional<Duration> time) {
    return time.map(it -> Long.toString(it.toMillis())).orElse("-");
  }

  void memory(UnderTest underTest, long peakBytes) {
    out.printf(Locale.ROOT, "%s: peak RSS %,.0f MB%n", underTest.name(), peakBytes / MEGABYTE);
  }

  void signatures(long genuine, long checked) {
    out.printf(Locale.ROOT, "signatures: %,d of %,d kept callbacks verify%n", genuine, checked);
  }

  void baseline(BaselineRun.Baseline baseline, Spread delivered) {
    out.printf(
        Locale.ROOT,
        "bare client: %s requests/s at %s CPU-s/10k; delivered / bare client = %.2f%n",
        baseline.perSecond().print(0),
        baseline.cpuPer10k().print(3),
        delivered.median() / baseline.perSecond().median());
  }

  void signing(Spread perSecond, Spread delivered) {
    out.printf(
        Locale.ROOT,
        "bare RSA signing on all processors: %s/s; delivered / bare signing = %.2f%n",
        perSecond.print(0),
        delivered.median() / perSecond.median());
  }

  private static String describe(Pace pace) {
    return switch (pace) {
      case Pace.Flood _ -> "as fast as it goes";
      case Pace.Steady(int perSecond) -> String.format(Locale.ROOT, "steady, %,d/s", perSecond);
    };
  }

  private static Spread spreadOf(List<Duration> times, double unitNanos) {
    return Spread.of(times.stream().mapToDouble(time -> time.toNanos() / unitNanos).toArray());
  }

  private static double millis(Histogram histogram, double share) {
    return histogram.atShare(share) / 1e6;
  }
}
