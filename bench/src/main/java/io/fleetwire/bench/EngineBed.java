package io.fleetwire.bench;

import io.fleetwire.engine.Accepted;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.MemoryEngineStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// A running engine whose sender answers 204 without sending anything. Thread-safe.
final class EngineBed implements AutoCloseable {
  /// Enough for a thousand callers: each endpoint has at most 64 requests in flight.
  private static final int ENDPOINTS = 32;

  private static final EventType TYPE = new EventType("device.status");
  private static final String FORMAT = "plain";
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RunningEngine engine;
  private final List<AutoCloseable> resources;
  private final InstantSource clock = InstantSource.system();
  private final Payload payload =
      new Payload("application/json", SampleEvent.json(new SplittableRandom(1)));
  private final AtomicLong traces = new AtomicLong();
  private final Map<TraceId, CountDownLatch> awaited = new ConcurrentHashMap<>();

  private EngineBed(EngineStore store, List<AutoCloseable> resources) {
    this.resources = List.copyOf(resources);
    EnginePorts ports =
        new EnginePorts(store, EngineBed::send, List.of(new Plain()), new Observer());
    this.engine =
        new RunningEngine(
            ports, new World(clock, new ThreadRandom()), SchedulerLimits.STANDARD, GRACE);
    store.write(
        tx -> {
          for (int i = 1; i <= ENDPOINTS; i++) {
            tx.putEndpoint(endpoint(i));
          }
          return ENDPOINTS;
        });
    engine.start();
  }

  static EngineBed inMemory() {
    return new EngineBed(new MemoryEngineStore(), List.of());
  }

  static EngineBed onSqlite() {
    Workshop shop = Workshop.open(Path.of("bench", "target"), List.of());
    Database database =
        Database.open(DatabaseSettings.server(shop.folder()), List.of(SqlEngineStore.SCHEMA));
    return new EngineBed(new SqlEngineStore(database), List.of(database, shop));
  }

  /// Takes in an event that no endpoint wants.
  Accepted accept() {
    return engine.intake().accept(event(ENDPOINTS + 1L, nextTrace()));
  }

  /// Takes in an event that one endpoint wants, and waits until its delivery is settled.
  Accepted deliver() throws InterruptedException {
    TraceId trace = nextTrace();
    CountDownLatch settled = new CountDownLatch(1);
    awaited.put(trace, settled);
    Accepted accepted = engine.intake().accept(event(1 + traces.get() % ENDPOINTS, trace));
    settled.await();
    return accepted;
  }

  @Override
  public void close() {
    engine.close();
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot clean up", e);
      }
    }
  }

  private TraceId nextTrace() {
    return new TraceId(EventNumber.print(traces.incrementAndGet()));
  }

  private NewEvent event(long organization, TraceId trace) {
    return new NewEvent(
        new OrganizationId(organization),
        TYPE,
        new Subject(trace.value()),
        trace,
        clock.instant(),
        payload);
  }

  private Endpoint endpoint(int number) {
    return new Endpoint(
        engine.intake().newEndpointId(),
        new OrganizationId(number),
        new Target(FORMAT, "endpoint-" + number, URI.create("http://127.0.0.1/")),
        EventFilter.ofTypes(Set.of(TYPE)),
        DeliveryPlan.STANDARD);
  }

  private static Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    return new Sent(
        new Outcome.Answered(204, List.of(), new Payload("", new byte[0]), true), Timeline.NONE);
  }

  private static final class Plain implements CallbackFormat {
    @Override
    public String name() {
      return FORMAT;
    }

    @Override
    public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
      return new OutboundRequest(endpoint.target().url(), List.of(), ready.event().payload());
    }
  }

  private final class Observer implements EngineObserver {
    @Override
    public void attempted(Settlement settlement, Endpoint endpoint) {
      CountDownLatch latch = awaited.remove(settlement.ready().event().trace());
      if (latch != null) {
        latch.countDown();
      }
    }

    @Override
    public void stumbled(String where, Throwable cause) {
      throw new AssertionError(where, cause);
    }
  }
}
