package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import io.fleetwire.web.WebServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `listen`: a receiver for the desk. Prints each callback, and verifies it when it knows the
/// certificate.
final class ListenCommand implements Command {
  /// A callback about 10,000 devices has a megabyte; ours may be larger one day.
  private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;

  private static final String LISTEN = "127.0.0.1:9000";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "listen",
        "Receive callbacks and print them: bodies to standard output, one per line, the rest to"
            + " standard error. Answers 200, or 401 to what does not verify. A server calls"
            + " addresses of its own machine only with FLEETWIRE_EGRESS_ALLOW=127.0.0.0/8.",
        Options.text("--listen", "HOST:PORT", "Where to listen (" + LISTEN + ")."),
        Options.text(
            "--certificate",
            "FILE",
            "Verify by this certificate: curl SERVER/downloadCertificate > FILE."),
        Options.text(
            "--secret", "KEY", "Verify Standard Webhooks by this whsec_... or whpk_... key."),
        Options.text("--answer", "STATUS", "Answer everything with this status."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    try (Desk desk = open(arguments, console)) {
      console.say("Callbacks are received at " + desk.url() + "/ and below. Stop with Ctrl-C.");
      new CountDownLatch(1).await();
      return ExitStatus.OK;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitStatus.OK;
    }
  }

  /// A desk that listens, until it is closed.
  private static Desk open(ParseResult arguments, Console console) throws BadSetting {
    String answer = Options.find(arguments, "--answer").orElse("");
    int status = answer.isEmpty() ? Desk.AS_VERIFIED : Kinds.integer(200, 599).read(answer);
    Desk.Verdicts verdicts = verdicts(arguments);
    Desk desk = new Desk(verdicts, status, console);
    desk.listen(everything(desk, Options.find(arguments, "--listen").orElse(LISTEN)));
    return desk;
  }

  private static Desk.Verdicts verdicts(ParseResult arguments) throws BadSetting {
    Optional<String> certificate = Options.find(arguments, "--certificate");
    Optional<String> secret = Options.find(arguments, "--secret");
    if (certificate.isPresent() && secret.isPresent()) {
      throw new BadSetting("give one of --certificate and --secret");
    }
    return secret.isPresent() ? Desk.bySecret(secret.get()) : Desk.verdicts(certificate);
  }

  /// A server that gives everything that is posted to it to `desk`.
  static WebServer everything(Desk desk, String address) throws BadSetting {
    Route route =
        new Route(
            HttpMethod.POST,
            "/{path...}",
            new Authorization.Open(),
            new BodyRule.Bytes(BODY_BYTES_MAX),
            desk::receive);
    return Wiring.receiver(
        Kinds.LISTEN.read(address), new RouteGroup("/", new ProblemJson(), List.of(route)));
  }
}
