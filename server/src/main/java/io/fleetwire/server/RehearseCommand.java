package io.fleetwire.server;

import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rehearse`: starts a server with an empty database on a free port, asks it a little, and stops.
/// Not for people: Java remembers what it loads meanwhile, and starts the real one in less than
/// half the time.
final class RehearseCommand implements Command {
  private static final List<String> PATHS =
      List.of("/ams/v1/oauth2/token", "/kwn/v1/subscriptions", "/nothing");

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("rehearse", "Start, ask and stop a server, for the launcher.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return rehearse(temporary(), console);
  }

  /// Uses `folder`, which is empty, and removes it.
  static int rehearse(Path folder, Console console) {
    try {
      Map<String, String> settings =
          Map.of(
              "server.listen", "127.0.0.1:0",
              "data.dir", folder.toString(),
              "egress.allow", "127.0.0.0/8",
              "log.level", "error");
      return Options.judged(
          ConfigReader.read(List.of(Layer.commandLine(settings))),
          console,
          config -> rehearse(config, console));
    } finally {
      delete(folder);
    }
  }

  private static int rehearse(Config config, Console console) {
    LogWriter log = LogSetup.serve(config.log(), console);
    try (RunningServer server = Wiring.start(config, log);
        HttpSender sender = HttpSender.open(Rooms.egress(config.egress(), BuildFacts.read()))) {
      byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
      for (String path : PATHS) {
        sender.send(
            new OutboundRequest(
                URI.create(server.url() + path),
                List.of(),
                new Payload("application/json", nothing)),
            Budgets.STANDARD);
      }
    }
    return ExitStatus.OK;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("fleetwire-rehearsal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
