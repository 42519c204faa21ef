package io.fleetwire.server;

import io.fleetwire.agent.Agent;
import io.fleetwire.agent.AgentObserver;
import io.fleetwire.agent.AgentRefusedException;
import io.fleetwire.agent.AgentSettings;
import io.fleetwire.engine.Secret;
import io.fleetwire.server.Kind.BadSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `agent`: watches the devices of a machine and reports them to a server, until it is told to
/// stop.
final class AgentCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

  @Override
  public CommandSpec spec() {
    return Options.command(
        "agent",
        "Watch the Android and iOS devices that hang on this machine, and report them to a server,"
            + " until it is told to stop (SIGTERM or Ctrl-C). What changes while the server is"
            + " away is kept and sent later. Its settings are those of the section agent in"
            + " docs/reference/config.md.",
        Options.config());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return Options.configured(arguments, console, config -> run(config, console));
  }

  private static int run(Config config, Console console) {
    List<String> faults = new ArrayList<>();
    Optional<AgentSettings> settings = settings(config.agent(), faults);
    if (settings.isEmpty()) {
      return Options.refuse(console, faults);
    }
    LogSetup.serve(config.log(), console);
    try {
      return report(settings.get(), console);
    } catch (AgentRefusedException e) {
      console.say("fleetwire agent cannot start: " + e.getMessage());
      return ExitStatus.CONFIG;
    }
  }

  private static int report(AgentSettings settings, Console console) {
    Agent agent =
        Agent.open(settings, Wiring.newName(), new Agent.Ground(new Lines(), Wiring.clock()));
    Optional<String> refusal = agent.refusal();
    if (refusal.isPresent()) {
      console.say("fleetwire agent cannot start: " + refusal.get());
      return ExitStatus.CONFIG;
    }
    AtomicInteger status = new AtomicInteger(ExitStatus.OK);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    // Without one of its threads it would only look alive; whoever watches it starts it again.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, cause) -> {
          LOG.error("the thread {} has died", thread.getName(), cause);
          status.set(ExitStatus.BUG);
          stop.countDown();
        });
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(stop, stopped)));
    agent.start();
    console.say(
        "The devices of %s are reported to %s (data in %s)"
            .formatted(settings.host(), settings.server(), settings.folder()));
    await(stop);
    agent.close();
    stopped.countDown();
    return status.get();
  }

  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    await(stopped);
    LogSetup.end();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<AgentSettings> settings(Config.Agent agent, List<String> faults) {
    if (agent.servers().isEmpty()) {
      faults.add(AgentKeys.SERVER.name() + ": write the address of the server to report to");
    }
    if (agent.login().isEmpty()) {
      faults.add(AgentKeys.LOGIN.name() + ": write whose API key it is");
    }
    if (agent.host().isEmpty()) {
      faults.add(AgentKeys.HOST.name() + ": write the name of this machine in the lab");
    }
    if (agent.adb().isEmpty() && agent.usbmuxd().isEmpty()) {
      faults.add(AgentKeys.ADB.name() + ": write where an adb server or an usbmuxd listens");
    }
    Optional<Secret> key = key(agent.keyFiles(), faults);
    if (!faults.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AgentSettings(
            agent.servers().getFirst(),
            agent.login(),
            key.get(),
            agent.host(),
            agent.adb(),
            agent.usbmuxd(),
            agent.dataDir(),
            agent.reportsMax()));
  }

  private static Optional<Secret> key(List<Path> files, List<String> faults) {
    String name = AgentKeys.KEY_FILE.name();
    if (files.isEmpty()) {
      faults.add(name + ": write the path of a file that holds the API key");
      return Optional.empty();
    }
    try {
      return Optional.of(KeyFile.read(name, files.getFirst()));
    } catch (BadSetting e) {
      faults.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// The agent's sentences, in the log.
  private static final class Lines implements AgentObserver {
    @Override
    public void well(String what) {
      LOG.info("{}", what);
    }

    @Override
    public void trouble(String what) {
      LOG.warn("{}", what);
    }
  }
}
