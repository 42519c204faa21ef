package io.fleetwire.server;

import io.fleetwire.portal.Portal;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `serve`: runs the server until it is told to stop.
final class ServeCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Override
  public CommandSpec spec() {
    return Options.command(
        "serve",
        "Run the server until it is told to stop (SIGTERM or Ctrl-C).",
        Options.config(),
        Options.listen(),
        Options.data(),
        Options.database(),
        Options.publicUrl(),
        Options.webhookUrl());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return Options.configured(arguments, console, config -> serve(config, console));
  }

  private static int serve(Config config, Console console) {
    LogWriter log = LogSetup.serve(config.log(), console);
    RunningServer server = Wiring.start(config, log);
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> died(server, thread, cause));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> stop(server, config, console, stopped)));
    console.say("Fleetwire listens on " + server.url() + " (data in " + config.database() + ")");
    server.tlsUrl().ifPresent(url -> console.say("and over TLS on " + url));
    greet(server, config, console);
    server.vitals().whenOver(stopped::countDown);
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Optional<String> reason = server.vitals().reasonToEnd();
    reason.ifPresent(why -> console.say("This server ends: " + why + ". Start it again"));
    return reason.isPresent() ? ExitStatus.REFUSED : ExitStatus.OK;
  }

  /// While there is nobody, whoever reads this terminal can make the first account.
  private static void greet(RunningServer server, Config config, Console console) {
    String url = config.server().publicUrl().map(URI::toString).orElseGet(server::url);
    String origin = url.replaceAll("/+$", "");
    server
        .inside()
        .access()
        .setUp()
        .token()
        .ifPresentOrElse(
            token ->
                console.say(
                    "There is no account yet. Make the first one, by this link that works until"
                        + " then: "
                        + origin
                        + Portal.setUpPath(token)),
            () -> console.say("Sign in at " + origin + "/portal"));
  }

  // Nothing of ours ends by an exception. Readiness turns red, and stays so: a pump may be gone.
  // One of several servers ends.
  private static void died(RunningServer server, Thread thread, Throwable cause) {
    LOG.error("the thread {} has died", thread.getName(), cause);
    server.vitals().died(thread.getName());
  }

  /// So that nobody who waits for it takes patience for a standstill.
  private static String farewell(Config config) {
    return "Fleetwire ends, and lets what is under way end: callers that are being answered for up"
        + " to %d s, then requests to receivers for up to %d s"
            .formatted(config.server().drain().toSeconds(), config.engine().grace().toSeconds());
  }

  private static void stop(
      RunningServer server, Config config, Console console, CountDownLatch stopped) {
    console.say(farewell(config));
    server.close();
    LogSetup.end();
    stopped.countDown();
  }
}
