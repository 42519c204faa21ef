package io.fleetwire.agent;

import io.fleetwire.agent.LabServer.Answer;
import io.fleetwire.engine.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An agent at work. Closing it lets a request that is under way end.
public final class Agent implements AutoCloseable {
  /// Covers a signal that was lost.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final LabServer server;
  private final Journal journal;
  private final Roster roster;
  private final Courier courier;
  private final Ground ground;
  private final List<Watch> watches = new ArrayList<>();
  private final Signal signal = new Signal();
  private final Thread thread;
  private volatile boolean stopping;

  /// What an agent is given by whoever runs it.
  public record Ground(AgentObserver observer, InstantSource clock) {}

  private Agent(AgentSettings settings, Journal journal, Ground ground) {
    this.ground = ground;
    this.journal = journal;
    this.server = new LabServer(settings);
    this.roster = new Roster(journal, signal, ground.clock());
    this.courier = new Courier(journal, server, ground.observer(), ground.clock());
    this.thread = Thread.ofPlatform().name("agent-courier").unstarted(this::run);
    settings.adb().forEach(address -> watch(new AdbSource(address)));
    settings.usbmuxd().forEach(address -> watch(new UsbmuxdSource(address)));
  }

  /// Opens the journal; `newStream` names the numbering of its reports should it be new: 1 to 64
  /// letters, digits, dots and dashes that no journal had before. Throws an {@link
  /// AgentRefusedException} when it cannot be read.
  public static Agent open(AgentSettings settings, String newStream, Ground ground) {
    Journal journal = Journal.open(settings.folder(), settings.reportsMax(), newStream);
    return new Agent(settings, journal, ground);
  }

  private void watch(Source source) {
    roster.open(source.daemon(), source.platform());
    watches.add(new Watch(source, roster, ground.observer()));
  }

  /// Whether the server takes this agent: empty when it does, or cannot be asked now; else why not.
  /// Nobody wants to learn of a wrong key from a log.
  public Optional<String> refusal() {
    return server.heartbeat() instanceof Answer.Refused(String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  public void start() {
    watches.forEach(Watch::start);
    thread.start();
  }

  private void run() {
    while (!stopping) {
      Instant next = earlier(roster.step(), courier.step());
      long dropped = journal.dropped();
      if (dropped > 0) {
        ground
            .observer()
            .trouble(
                "the journal was full: "
                    + dropped
                    + " changes that were followed by others of the same devices are dropped");
      }
      try {
        signal.await(wait(next));
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private Duration wait(Instant next) {
    Instant latest = ground.clock().instant().plus(LONGEST_WAIT);
    return Duration.between(ground.clock().instant(), earlier(next, latest));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public void close() {
    stopping = true;
    watches.forEach(Watch::close);
    signal.raise();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    server.close();
    journal.close();
  }
}
