package io.fleetwire.server;

import io.fleetwire.server.ConfigReader.Answer;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `demo`: the main jobs on real input, from an empty folder to checked callbacks, with every claim
/// checked.
final class DemoCommand implements Command {
  private static final String KEEP = "--keep";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "demo",
        "Run the main jobs on real input: a server and a receiver on free ports, 10,000 devices"
            + " uploaded, one signed callback received and verified; then a phone of a device lab"
            + " that comes and goes, and what its webhook is told; then simulated Apple devices"
            + " that a backend manages. Exit status 0 only if every check held.",
        Options.flag(
            KEEP, "Go on serving afterwards, print the address and credentials, keep the data."));
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    Instant begun = Wiring.clock().instant();
    Path data = newFolder();
    boolean keep = Options.has(arguments, KEEP);
    try (DemoBackend backend = DemoBackend.start()) {
      Run run = new Run(begun, keep, backend);
      return Options.judged(config(data, backend), console, config -> run(config, run, console));
    } finally {
      if (!keep) {
        delete(data);
      }
    }
  }

  private record Run(Instant begun, boolean keep, DemoBackend backend) {}

  private static int run(Config config, Run run, Console console) {
    LogWriter log = LogSetup.serve(config.log(), console);
    DemoScreen screen = new DemoScreen(console.out(), terminal(console), Wiring.clock());
    try (RunningServer server = Wiring.start(config, log);
        FakeReceiver receiver = FakeReceiver.start()) {
      DemoHouse house = new DemoHouse(server, config.dataDir());
      DemoStage stage = new DemoStage(house, receiver, run.backend(), screen);
      boolean held = new Demo(stage, Demo.stories()).run(run.begun());
      if (run.keep()) {
        goOn(house, screen);
      }
      return held ? ExitStatus.OK : ExitStatus.REFUSED;
    }
  }

  /// On the loopback interface and allowed to call it: the receiver is there, too.
  private static Answer config(Path data, DemoBackend backend) {
    return ConfigReader.read(
        List.of(
            Layer.commandLine(
                Map.of(
                    Keys.LISTEN.name(), "127.0.0.1:0",
                    Keys.DATA_DIR.name(), data.toString(),
                    EgressKeys.ALLOW.name(), "127.0.0.0/8",
                    AppleKeys.WEBHOOK_URL.name(), backend.url().toString(),
                    AppleKeys.TOPIC.name(), "com.apple.mgmt.External.demo",
                    Keys.LOG_LEVEL.name(), "warn"))));
  }

  static DemoTerminal terminal(Console console) {
    String name = System.getProperty("stdout.encoding", "US-ASCII");
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    return DemoTerminal.of(console.isTerminal(), charset, console.environment());
  }

  /// Serves until the process is told to end. The database survives that at any moment, so nobody
  /// has to be told.
  private static void goOn(DemoHouse house, DemoScreen screen) {
    screen.heading("The server goes on");
    screen.fact("Server", house.origin().toString());
    screen.fact("Portal", house.origin() + "/portal");
    screen.fact("API", house.origin() + "/docs");
    screen.fact("Data", house.data().toString());
    house
        .find(DemoKnoxStory.COMPANY)
        .ifPresent(
            account -> {
              screen.fact("Organization", account.organization() + ", " + account.name());
              screen.fact("Owner", account.email());
              screen.fact("Password", account.password().reveal());
              screen.fact("Client id", account.client().id());
              screen.fact("Client secret", account.client().secret());
            });
    house
        .find(DemoLabStory.COMPANY)
        .ifPresent(
            account -> {
              screen.fact("Lab's owner", account.email());
              screen.fact("Lab's password", account.password().reveal());
              screen.fact("Lab's API key", account.apiKey().reveal());
            });
    screen.say(
        "Stop it with Ctrl-C. The data stays; serve it again with",
        "",
        "  ./fleetwire serve --data " + house.data());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("fleetwire-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the demo's data", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's data could not be deleted: " + folder, e);
    }
  }
}
