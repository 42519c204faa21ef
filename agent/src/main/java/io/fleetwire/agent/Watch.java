package io.fleetwire.agent;

import io.fleetwire.engine.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The thread of a source: connects, listens, and connects again, for ever.
final class Watch implements AutoCloseable {
  private static final Duration PAUSE_MIN = Duration.ofMillis(250);

  /// Whoever starts a daemon does not want to wait longer for the agent to see it.
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final Source source;
  private final Roster roster;
  private final AgentObserver observer;
  private final Signal stop = new Signal();
  private final AtomicReference<Optional<Wire>> open = new AtomicReference<>(Optional.empty());
  private final Thread thread;
  private volatile boolean stopping;

  /// Whether the operator knows that the daemon is away.
  private boolean complained;

  Watch(Source source, Roster roster, AgentObserver observer) {
    this.source = source;
    this.roster = roster;
    this.observer = observer;
    this.thread = Thread.ofPlatform().name("agent-" + source.daemon()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration pause = PAUSE_MIN;
    while (!stopping) {
      boolean reached = listenOnce();
      pause = reached ? PAUSE_MIN : longer(pause);
      try {
        stop.await(pause);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// Whether the daemon was reached at all.
  private boolean listenOnce() {
    boolean reached = false;
    try (Wire wire = Wire.open(source.address())) {
      open.set(Optional.of(wire));
      reached = true;
      if (!stopping) {
        roster.tell(
            source.daemon(),
            (census, now) -> {
              census.connect(now);
              return List.of();
            });
        observer.well("listening to " + source.daemon() + " at " + source.address());
        complained = false;
        source.listen(wire, roster);
      }
    } catch (IOException e) {
      complain(e);
    } finally {
      open.set(Optional.empty());
      roster.tell(
          source.daemon(),
          (census, now) -> {
            census.lose(now);
            return List.of();
          });
    }
    return reached;
  }

  private void complain(IOException e) {
    if (!complained && !stopping) {
      complained = true;
      observer.trouble(
          "%s at %s does not answer (%s); %s"
              .formatted(source.daemon(), source.address(), e.getMessage(), source.advice()));
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
  }

  @Override
  public void close() {
    stopping = true;
    stop.raise();
    try {
      Optional<Wire> wire = open.get();
      if (wire.isPresent()) {
        wire.get().close();
      }
      thread.join();
    } catch (IOException _) {
      // it is closed as far as this machine is concerned
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
