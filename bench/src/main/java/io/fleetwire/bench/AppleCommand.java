package io.fleetwire.bench;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tools/bench apple`: how many connects of enrolled Apple devices a server answers in a second,
/// each with a decision of a backend, and how many a bare relay would.
final class AppleCommand {
  private static final int DEVICES_MAX = 100_000;

  private final PrintStream out;

  AppleCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("apple").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Starts a server with a backend that wants nothing, enrols simulated Apple devices, and"
                + " lets all of them connect, as fast as it goes. The same connects to a server"
                + " that only hands them on to that backend are two bare HTTP hops. Exits with 1"
                + " when a connect failed.");
    spec.addOption(Options.option("--devices", "500", "how many devices enrol"));
    spec.addOption(Options.option("--connections", "64", "how many connections they come in on"));
    spec.addOption(
        Options.option(
            "--proof",
            "signature",
            "how devices prove who they are: by signature (Mdm-Signature), or proxy (a header)"));
    Options.addCommon(spec);
    return spec;
  }

  int run(Options options) throws InterruptedException {
    AppleRun.Plan plan =
        new AppleRun.Plan(
            options.number("--devices", DEVICES_MAX),
            options.number("--connections", LoadPlan.CONNECTIONS_MAX),
            isProxied(options),
            options.timing());
    try (Workshop shop = options.workshop()) {
      Report report = new Report(out);
      report.machine(shop.folder());
      AppleRun.Shown shown = new AppleRun(shop, plan).run();
      out.printf(
          Locale.ROOT,
          "%n%,d devices enrolled in %.0f s; %s%n",
          plan.devices(),
          shown.enrolled().toMillis() / 1_000.0,
          plan.proxied() ? "known by a proxy's header" : "known by Mdm-Signature");
      print("connects with an Idle decision", shown.connects());
      print("two bare HTTP hops", shown.bare());
      out.printf(
          Locale.ROOT,
          "connects / bare hops = %.2f%npeak RSS of the server %,d MB, after enrolment %,d MB%n",
          shown.connects().perSecond().median() / shown.bare().perSecond().median(),
          shown.peakBytes() >> 20,
          shown.enrolledBytes() >> 20);
      report.noise(shop.folder());
      return shown.connects().failed() + shown.bare().failed() == 0
          ? LoadCommand.GOOD
          : LoadCommand.LOST;
    }
  }

  private void print(String what, AppleRun.Part part) {
    out.printf(
        Locale.ROOT,
        "%-32s %s/s; p50 %s ms, p99 %s ms; %s CPU-s/10k; failed %,d%n",
        what,
        part.perSecond().print(0),
        part.half().print(2),
        part.most().print(2),
        part.cpuPer10k().print(3),
        part.failed());
    part.failures().forEach((why, times) -> out.printf("  failed %,d times: %s%n", times, why));
  }

  private static boolean isProxied(Options options) {
    return switch (options.text("--proof")) {
      case "signature" -> false;
      case "proxy" -> true;
      default -> throw options.unfit("--proof", "is signature or proxy");
    };
  }
}
