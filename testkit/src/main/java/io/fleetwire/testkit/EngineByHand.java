package io.fleetwire.testkit;

import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.World;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine that goes when it is stepped: attempts are made by whoever steps it. Confined to one
/// thread.
public final class EngineByHand {
  /// What one pump finds, another one takes up, and so on: a round without a request is not yet the
  /// end, but so many are.
  private static final int IDLE_ROUNDS = 3;

  private final AtomicInteger requests = new AtomicInteger();
  private final Engine engine;

  /// It has taken up what the last run left outstanding.
  public EngineByHand(EnginePorts ports, World world) {
    this.engine =
        new Engine(
            new EnginePorts(
                ports.store(),
                (request, budgets, mayGo) -> {
                  requests.incrementAndGet();
                  return ports.sender().send(request, budgets, mayGo);
                },
                ports.formats(),
                ports.facets(),
                ports.observer()),
            world,
            SchedulerLimits.STANDARD,
            Runnable::run);
    engine.recover();
  }

  public Engine engine() {
    return engine;
  }

  /// Steps the engine, and `others` before it, until nothing that is due is left to send.
  public void deliver(List<Pump> others) {
    int idle = 0;
    while (idle < IDLE_ROUNDS) {
      int before = requests.get();
      others.forEach(Pump::step);
      // Clocks of trials leap by minutes, and nobody sends by a lease that is over.
      engine.nodePump().step();
      engine.pumps().forEach(Pump::step);
      idle = requests.get() > before ? 0 : idle + 1;
    }
  }
}
