package io.fleetwire.bench;

import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Facets;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/// A great many outstanding deliveries of paused endpoints, which are on disk and wait. The
/// endpoints have the receiver's ports, each in an organization of its own, far from those that the
/// load is for.
final class Backlog {
  private static final int ORGANIZATIONS_FROM = 100_000;
  private static final int ENDPOINTS_MAX = 16;
  private static final Payload NOTHING = new Payload("", new byte[0]);
  private static final int BATCH = 500;
  private static final long TOLD_EVERY = 1_000_000;

  private final EngineStore store;
  private final RunningEngine engine;
  private final InstantSource clock;

  Backlog(EngineStore store, RunningEngine engine, InstantSource clock) {
    this.store = store;
    this.engine = engine;
    this.clock = clock;
  }

  /// Makes `deliveries` of them, by the way that every event takes.
  void make(long deliveries, String format, List<Integer> ports) {
    int endpoints = deliveries == 0 ? 0 : Math.min(ENDPOINTS_MAX, ports.size());
    for (int i = 0; i < endpoints; i++) {
      int organization = ORGANIZATIONS_FROM + i;
      EndpointId id = engine.intake().newEndpointId();
      Target target = EngineServer.target(format, organization, ports.get(i));
      EngineServer.put(
          store, EngineServer.endpoint(id, organization, target, DeliveryPlan.STANDARD));
      engine.endpointSwitch().pause(id);
    }
    Payload payload = new Payload("application/json", SampleEvent.json(new SplittableRandom(7)));
    for (long done = 0; done < deliveries; done += BATCH) {
      long from = done;
      int size = (int) Math.min(BATCH, deliveries - done);
      store.write(
          tx -> {
            for (int i = 0; i < size; i++) {
              engine.intake().accept(tx, event(from + i, endpoints, payload));
            }
            return size;
          });
      if ((done + size) % TOLD_EVERY == 0) {
        System.err.println("backlog " + (done + size));
      }
    }
  }

  private NewEvent event(long number, int endpoints, Payload payload) {
    return new NewEvent(
        EngineServer.organization(ORGANIZATIONS_FROM + (int) (number % endpoints)),
        EngineServer.TYPE,
        new Subject("device-" + number),
        new TraceId("backlog"),
        clock.instant(),
        payload);
  }

  /// Lets all of it go.
  void resume() {
    for (int i = 0; i < ENDPOINTS_MAX; i++) {
      store.endpoints().matching(event(i, ENDPOINTS_MAX, NOTHING), Facets.NONE).stream()
          .map(Endpoint::id)
          .forEach(engine.endpointSwitch()::resume);
    }
  }
}
