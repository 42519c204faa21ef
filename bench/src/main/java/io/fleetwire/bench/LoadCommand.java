package io.fleetwire.bench;

import io.fleetwire.bench.LoadPlan.Load;
import io.fleetwire.engine.Ordering;
import io.fleetwire.store.PostgresUrl;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `tools/bench load`: reads the options, runs the plan, prints the report.
final class LoadCommand {
  static final int GOOD = 0;

  /// Something that was acknowledged is missing, or wrong.
  static final int LOST = 1;

  private static final int OUTSTANDING_MAX = 1_000_000;

  /// The server refuses more than a hundred unfinished operations of an organization.
  private static final int KNOX_WAITING_MAX = 80;

  static final int NODES_MAX = 8;

  /// The embedded database.
  private static final String SQLITE = "sqlite";

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
    spec.addOption(Options.option("--path", "engine", "harness, engine or knox"));
    spec.addOption(
        Options.option(
            "--rate", MAX, "events a second, 'max', or 'half': max, then half of what that was"));
    spec.addOption(Options.option("--sign", "hmac", "how the engine signs: hmac or rsa"));
    spec.addOption(
        Options.option(
            "--database", SQLITE, "where the engine keeps it; or the URL of an empty database"));
    spec.addOption(
        Options.option("--nodes", "1", "how many processes share that database, 1 to 8"));
    spec.addOption(
        Options.option(
            "--ordering", "unordered", "how endpoints are called: unordered, ordered or latest"));
    spec.addOption(
        Options.option("--endpoints", "16", "how many endpoints, each a port of the receiver"));
    spec.addOption(
        Options.option("--connections", "256", "how many connections the events come in on"));
    spec.addOption(
        Options.option("--outstanding", "4000", "how many events may be under way at max"));
    Options.addCommon(spec);
    spec.addOption(
        OptionSpec.builder("--baseline")
            .description("also measure the bare HTTP client, and bare signing where it is RSA")
            .build());
    return spec;
  }

  /// Runs what `options` ask for, and returns the exit status.
  int run(Options options) throws InterruptedException {
    LoadPlan plan = plan(options);
    Ledger ledger = new Ledger(System.nanoTime());
    try (Workshop shop = options.workshop();
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
    List<LoadRun.Part> parts = new LoadRun(new Meter(underTest, ledger, receiver), plan).run();
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
    return switch (plan.path()) {
      case HARNESS ->
          new HarnessAlone(receiver.ports().getFirst(), new SplittableRandom(Workload.SEED));
      case ENGINE -> EngineUnderTest.start(shop, receiver.ports(), plan.signing(), plan.data());
      case KNOX -> KnoxUnderTest.start(shop, receiver.ports());
    };
  }

  private static EngineUnderTest.Data data(Options options) {
    String database = options.text("--database");
    boolean isEmbedded = database.equals(SQLITE);
    int nodes = options.number("--nodes", NODES_MAX);
    if (isEmbedded && nodes > 1) {
      throw options.unfit("--nodes", "is 1 where the database is embedded");
    }
    if (!isEmbedded && !isUrl(database)) {
      throw options.unfit("--database", "is sqlite, or postgresql://USER:PASSWORD@HOST/DATABASE");
    }
    String name = isEmbedded ? EngineUnderTest.Data.FRESH.name() : database;
    return new EngineUnderTest.Data(name, 0, nodes, ordering(options));
  }

  static boolean isUrl(String text) {
    try {
      return !PostgresUrl.parse(text).hosts().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Ordering ordering(Options options) {
    return switch (options.text("--ordering")) {
      case "unordered" -> Ordering.UNORDERED;
      case "ordered" -> Ordering.BY_SUBJECT;
      case "latest" -> Ordering.LATEST;
      default -> throw options.unfit("--ordering", "is unordered, ordered or latest");
    };
  }

  private static LoadPlan plan(Options options) {
    String rate = options.text("--rate");
    int endpoints = options.number("--endpoints", LoadPlan.ENDPOINTS_MAX);
    boolean knox = path(options) == LoadPlan.Path.KNOX;
    int mostWaiting = knox ? KNOX_WAITING_MAX * endpoints : OUTSTANDING_MAX;
    boolean flood = rate.equals(MAX) || rate.equals(HALF);
    return new LoadPlan(
        path(options),
        knox ? Signing.RSA : signing(options),
        new Load(
            flood ? 0 : options.number("--rate", LoadPlan.PER_SECOND_MAX),
            rate.equals(HALF),
            new Generator.Limits(
                options.number("--connections", LoadPlan.CONNECTIONS_MAX),
                Math.min(options.number("--outstanding", OUTSTANDING_MAX), mostWaiting))),
        options.timing(),
        endpoints,
        options.isSet("--baseline"),
        data(options));
  }

  private static LoadPlan.Path path(Options options) {
    return switch (options.text("--path")) {
      case "harness" -> LoadPlan.Path.HARNESS;
      case "engine" -> LoadPlan.Path.ENGINE;
      case "knox" -> LoadPlan.Path.KNOX;
      default -> throw options.unfit("--path", "is harness, engine or knox");
    };
  }

  private static Signing signing(Options options) {
    return switch (options.text("--sign")) {
      case "hmac" -> Signing.HMAC;
      case "rsa" -> Signing.RSA;
      default -> throw options.unfit("--sign", "is hmac or rsa");
    };
  }
}
