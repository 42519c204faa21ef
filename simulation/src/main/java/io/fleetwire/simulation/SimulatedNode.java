package io.fleetwire.simulation;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One process of a world: it may die at any line, be paused and come back with an old mind, leave
/// in good order, and be started again. Where it is one of several, it joins them anew each time.
final class SimulatedNode {
  /// Before anybody notices that a process has ended, and starts it again.
  private static final int DOWN_SECONDS_MAX = 40;

  /// A pause may be shorter than a lease, or much longer.
  private static final int PAUSE_SECONDS_MAX = 40;

  /// Longer than a lane is drained: meanwhile it goes, and may come back.
  private static final int HANGING_SECONDS_MAX = 150;

  private final Ground ground;
  private final String name;
  private final InstantSource clock;
  private final List<Runnable> heldBack = new ArrayList<>();
  private Optional<Life> life = Optional.empty();
  private boolean isPaused;

  /// One run of the process.
  private record Life(StormyStore store, Engine engine) {}

  SimulatedNode(Ground ground, String name) {
    this.ground = ground;
    this.name = name;
    Fates fates = ground.fates();
    int skew = fates.isShared() ? ground.dice().nextInt(-2_000, 2_000) : 0;
    this.clock = ground.time().skewed(Duration.ofMillis(skew));
  }

  void boot() {
    EngineStore disk =
        ground.fates().isShared()
            ? ground.disk().join(name, Duration.ofSeconds(10))
            : ground.disk();
    StormyStore store = new StormyStore(disk, ground);
    InstantSource trueTime = ground.time().trueTime();
    World world = new World(clock, ground.dice(), () -> trueTime.millis() * 1_000_000);
    EngineLimits limits = new EngineLimits(ground.fates().limits(), ground.fates().keeping());
    EnginePorts ports =
        new EnginePorts(store, ground.receivers(), List.of(new PlainFormat()), ground.ledger());
    Engine engine = new Engine(ports, world, limits, attempt -> begin(store, attempt));
    Life born = new Life(store, engine);
    life = Optional.of(born);
    boolean recovered = false;
    while (!recovered && !disk.membership().isExpelled()) {
      try {
        engine.recover();
        recovered = true;
      } catch (StoreUnavailableException _) {
        // A server that cannot read its store at start is started again by whoever runs it.
      }
    }
  }

  // An attempt takes its time before it happens. When its process has died meanwhile, it does not
  // happen at all: deaths after the request are played by answers that get lost.
  private void begin(StormyStore bornIn, Runnable attempt) {
    if (!ground.time().isCalm() && ground.happens(ground.fates().hangs())) {
      Duration hanging = Duration.ofSeconds(ground.dice().nextInt(HANGING_SECONDS_MAX));
      ground.time().after(hanging, () -> happen(bornIn, ground.receivers().missed(attempt)));
      return;
    }
    int most = ground.dice().nextInt(2, (int) Etiquette.LATENCY_MAX.toMillis());
    Duration latency = Duration.ofMillis(ground.dice().nextInt(1, most));
    ground.time().after(latency, () -> happen(bornIn, attempt));
  }

  private void happen(StormyStore bornIn, Runnable attempt) {
    boolean isAlive = life.filter(run -> run.store() == bornIn).isPresent();
    if (isAlive && isPaused) {
      heldBack.add(attempt);
    } else if (isAlive) {
      ground.ledger().acts(name);
      attempt.run();
    }
  }

  /// Whether it can be asked for something.
  boolean isUp() {
    return life.isPresent() && !isPaused;
  }

  Engine engine() {
    return life.orElseThrow().engine();
  }

  StormyStore store() {
    return life.orElseThrow().store();
  }

  boolean isIdle() {
    return isUp() && engine().scheduler().held() == 0 && engine().scheduler().inFlight() == 0;
  }

  /// Lets trouble come, unless the world is `healing`.
  void suffer(boolean healing) {
    if (life.isEmpty()) {
      return;
    }
    boolean isExpelled = store().membership().isExpelled();
    boolean isDoomed = store().takeDeadly() || isExpelled;
    if (isDoomed || (!healing && ground.happens(ground.fates().crash()))) {
      die();
    } else if (!healing && isUp() && ground.fates().isShared()) {
      sufferAmongOthers();
    }
  }

  private void sufferAmongOthers() {
    if (ground.happens(ground.fates().paused())) {
      pause();
    } else if (ground.happens(ground.fates().leaves())) {
      leave();
    }
  }

  private void die() {
    ground.ledger().crashed(name);
    life = Optional.empty();
    isPaused = false;
    heldBack.clear();
    if (ground.fates().isShared()) {
      int seconds = ground.dice().nextInt(DOWN_SECONDS_MAX);
      ground.time().after(Duration.ofSeconds(seconds), this::boot);
    } else {
      ground.etiquette().reborn();
      boot();
    }
  }

  private void leave() {
    try {
      engine().leave();
    } catch (StoreUnavailableException _) {
      // Then its lease ends by itself.
    }
    die();
  }

  private void pause() {
    isPaused = true;
    Duration pause = Duration.ofMillis(ground.dice().nextInt(PAUSE_SECONDS_MAX * 1_000));
    StormyStore paused = store();
    ground.time().after(pause, () -> resume(paused));
  }

  // What it was about to do when it was paused, it does before it looks around.
  private void resume(StormyStore paused) {
    if (life.filter(run -> run.store() == paused).isPresent()) {
      isPaused = false;
      List<Runnable> late = List.copyOf(heldBack);
      heldBack.clear();
      ground.ledger().acts(name);
      late.forEach(Runnable::run);
    }
  }

  void stepPumps(boolean healing) {
    if (!isUp()) {
      return;
    }
    List<Pump> pumps = new ArrayList<>(engine().pumps());
    if (ground.fates().isShared()) {
      pumps.add(engine().nodePump());
    }
    Collections.shuffle(pumps, Random.from(ground.dice()));
    ground.ledger().acts(name);
    for (Pump pump : pumps) {
      if (healing || !ground.happens(ground.fates().pumpSkipped())) {
        step(pump);
      }
    }
  }

  private static void step(Pump pump) {
    try {
      pump.step();
    } catch (StoreUnavailableException _) {
      // Its driver would wait and step it again, and so do we.
    }
  }

  /// The body names the callback, so that the receiver can tell the ledger.
  static final class PlainFormat implements CallbackFormat {
    static final String NAME = "plain";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
      byte[] body = Callback.of(ready, endpoint).print();
      return new OutboundRequest(
          endpoint.target().url(), List.of(), new Payload("text/plain", body));
    }
  }
}
