package io.fleetwire.bench;

import io.fleetwire.bench.LoadPlan.Load;
import io.fleetwire.bench.LoadPlan.Timing;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tools/bench load`: reads the options, runs the plan, prints the report.
final class LoadCommand {
  static final int GOOD = 0;

  /// Something that was acknowledged is missing, or wrong.
  static final int LOST = 1;

  /// The same events in every run.
  private static final long SEED = 42;

  /// The compilers need tens of seconds to come to rest.
  private static final int WARM_UP_WINDOWS = 2;

  private static final int SECONDS_MAX = 60;
  private static final int OUTSTANDING_MAX = 1_000_000;

  /// The server refuses more than a hundred unfinished operations of an organization.
  private static final int KNOX_WAITING_MAX = 80;

  private static final String MAX = "max";
  private static final String HALF = "half";

  private final PrintStream out;

  LoadCommand(PrintStream out) {
    this.out = out;
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("load").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Starts a server, sends it events, receives its callbacks, and accounts for every one."
                + " Exits with 1 when an acknowledged event was lost or its signature is wrong.");
    spec.addOption(option("--path", "engine", "harness, engine or knox"));
    spec.addOption(
        option(
            "--rate", MAX, "events a second, 'max', or 'half': max, then half of what that was"));
    spec.addOption(option("--seconds", "10", "the length of a window; the warm-up takes two"));
    spec.addOption(option("--sign", "hmac", "how the engine signs: hmac or rsa"));
    spec.addOption(option("--windows", "3", "how many windows are measured"));
    spec.addOption(option("--endpoints", "16", "how many endpoints, each a port of the receiver"));
    spec.addOption(option("--connections", "64", "how many connections the events come in on"));
    spec.addOption(option("--outstanding", "4000", "how many events may be under way at max"));
    spec.addOption(
        OptionSpec.builder("--java-option")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("X")
            .description("an option of Java for the processes that are started; may be repeated")
            .build());
    spec.addOption(option("--work", "bench/target", "where the run's folder is made"));
    spec.addOption(
        OptionSpec.builder("--baseline")
            .description("also measure the bare HTTP client, and bare signing where it is RSA")
            .build());
    return spec;
  }

  private static OptionSpec option(String name, String value, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("X")
        .defaultValue(value)
        .description(description + " (default: " + value + ")")
        .build();
  }

  /// Runs what `options` ask for, and returns the exit status.
  int run(ParseResult options) throws InterruptedException {
    LoadPlan plan = plan(options);
    List<String> javaOptions = options.matchedOptionValue("--java-option", List.of());
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = Workshop.open(Path.of(text(options, "--work")), javaOptions);
        Receiver receiver = Receiver.start(ledger, plan.endpoints())) {
      return run(plan, shop, receiver, ledger);
    }
  }

  private int run(LoadPlan plan, Workshop shop, Receiver receiver, Ledger ledger)
      throws InterruptedException {
    Report report = new Report(out);
    UnderTest underTest = start(plan, shop, receiver);
    out.printf(
        Locale.ROOT,
        "%s; %d endpoints, %d connections, at most %,d events under way; windows of %d s%n",
        underTest.name(),
        plan.endpoints(),
        plan.load().limits().connections(),
        plan.load().limits().outstandingMax(),
        plan.timing().window().toSeconds());
    report.machine(shop.folder());
    List<LoadRun.Part> parts = new LoadRun(underTest, ledger, receiver, plan).run();
    long peakBytes = underTest.peakBytes();
    parts.forEach(report::part);
    report.ledger(ledger, receiver);
    if (ledger.lost() > 0 || ledger.failed() > 0) {
      out.println(underTest.complaints());
    }
    report.memory(underTest, peakBytes);
    List<Callback> kept = receiver.kept();
    long genuine = kept.stream().filter(underTest::isGenuine).count();
    report.signatures(genuine, kept.size());
    shop.endAll();
    if (plan.baseline()) {
      Spread delivered = parts.getFirst().receivedPerSecond();
      report.baseline(new BaselineRun(shop, receiver, plan.timing()).run(), delivered);
      if (plan.signing() == Signing.RSA) {
        report.signing(new SigningRate(plan.timing()).run(), delivered);
      }
    }
    report.noise(shop.folder());
    boolean good = ledger.lost() == 0 && ledger.accepted() > 0 && genuine == kept.size();
    return good ? GOOD : LOST;
  }

  private static UnderTest start(LoadPlan plan, Workshop shop, Receiver receiver) {
    SplittableRandom random = new SplittableRandom(SEED);
    return switch (plan.path()) {
      case HARNESS -> new HarnessAlone(receiver.ports().getFirst(), random);
      case ENGINE -> EngineUnderTest.start(shop, receiver.ports(), plan.signing(), random);
      case KNOX -> KnoxUnderTest.start(shop, receiver.ports());
    };
  }

  private static LoadPlan plan(ParseResult options) {
    String rate = text(options, "--rate");
    int endpoints = number(options, "--endpoints", LoadPlan.ENDPOINTS_MAX);
    boolean knox = path(options) == LoadPlan.Path.KNOX;
    int mostWaiting = knox ? KNOX_WAITING_MAX * endpoints : OUTSTANDING_MAX;
    boolean flood = rate.equals(MAX) || rate.equals(HALF);
    Duration window = Duration.ofSeconds(number(options, "--seconds", SECONDS_MAX));
    return new LoadPlan(
        path(options),
        knox ? Signing.RSA : signing(options),
        new Load(
            flood ? 0 : number(options, "--rate", LoadPlan.PER_SECOND_MAX),
            rate.equals(HALF),
            new Generator.Limits(
                number(options, "--connections", LoadPlan.CONNECTIONS_MAX),
                Math.min(number(options, "--outstanding", OUTSTANDING_MAX), mostWaiting))),
        new Timing(
            window.multipliedBy(WARM_UP_WINDOWS),
            window,
            number(options, "--windows", LoadPlan.WINDOWS_MAX)),
        endpoints,
        options.hasMatchedOption("--baseline"));
  }

  private static LoadPlan.Path path(ParseResult options) {
    return switch (text(options, "--path")) {
      case "harness" -> LoadPlan.Path.HARNESS;
      case "engine" -> LoadPlan.Path.ENGINE;
      case "knox" -> LoadPlan.Path.KNOX;
      default -> throw unfit(options, "--path", "is harness, engine or knox");
    };
  }

  private static Signing signing(ParseResult options) {
    return switch (text(options, "--sign")) {
      case "hmac" -> Signing.HMAC;
      case "rsa" -> Signing.RSA;
      default -> throw unfit(options, "--sign", "is hmac or rsa");
    };
  }

  private static String text(ParseResult options, String name) {
    return options.matchedOptionValue(name, options.commandSpec().findOption(name).defaultValue());
  }

  private static int number(ParseResult options, String name, int max) {
    String text = text(options, name);
    if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > max) {
      throw unfit(options, name, String.format(Locale.ROOT, "is from 1 to %,d", max));
    }
    return Integer.parseInt(text);
  }

  private static CommandLine.ParameterException unfit(
      ParseResult options, String name, String rule) {
    return new CommandLine.ParameterException(
        options.commandSpec().commandLine(), name + " " + rule + ", not " + text(options, name));
  }
}
