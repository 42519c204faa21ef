package io.fleetwire.bench;

import io.fleetwire.egress.AddressPolicy;
import io.fleetwire.egress.Cidr;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.Accepted;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import io.fleetwire.knox.Knox;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.Schema;
import io.fleetwire.store.SqlEngineStore;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A server that is nothing but the engine: the real store, the real sender, and the smallest door
/// in. A request is answered 202 when its event is durable.
///
/// Arguments: the data directory, or the URL of an empty PostgreSQL database; the ports of the
/// receiver, each of which becomes an endpoint of an organization of its own; how callbacks are
/// signed; how large a backlog of deliveries to paused endpoints to begin with; and in which order
/// endpoints are called. Data that was used before is taken as it is. `POST /resume` ends the
/// pause.
final class EngineServer implements EngineObserver {
  static final EventType TYPE = new EventType("device.status");
  private static final HeaderName TRACE = HeaderNames.create("X-Trace-Id");
  private static final Duration GRACE = Duration.ofSeconds(5);

  private EngineServer() {}

  public static void main(String[] arguments) throws IOException {
    DatabaseHome home = home(arguments[0]);
    List<Integer> ports = Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList();
    Signing signing = Signing.valueOf(arguments[2]);
    NativeSigning.install();
    World world = new World(InstantSource.system(), new ThreadRandom());
    List<Schema> schemas = List.of(SqlEngineStore.SCHEMA, Knox.SCHEMA);
    try (Database database = Database.open(DatabaseSettings.server(home), schemas);
        HttpSender sender = HttpSender.open(loopbackToo())) {
      SqlEngineStore store = new SqlEngineStore(database);
      CallbackFormat format = signing.format(database, world.clock());
      EnginePorts enginePorts = new EnginePorts(store, sender, List.of(format), new EngineServer());
      try (RunningEngine engine =
          new RunningEngine(enginePorts, world, SchedulerLimits.STANDARD, GRACE)) {
        Backlog backlog = new Backlog(store, engine, world.clock());
        if (store.highestId() == 0) {
          DeliveryPlan plan = plan(Ordering.valueOf(arguments[4]));
          for (int i = 0; i < ports.size(); i++) {
            EndpointId id = engine.intake().newEndpointId();
            put(store, endpoint(id, i, target(format.name(), i, ports.get(i)), plan));
          }
          backlog.make(Long.parseLong(arguments[3]), format.name(), ports);
        }
        engine.start();
        serve(engine.intake(), world.clock(), backlog);
      }
    }
  }

  private static DatabaseHome home(String argument) {
    return EngineUnderTest.isUrl(argument)
        ? DatabaseHome.server(argument)
        : new DatabaseHome.Folder(Path.of(argument));
  }

  static EgressSettings loopbackToo() {
    AddressPolicy policy = AddressPolicy.of(List.of(Cidr.parse("127.0.0.0/8")), List.of());
    return EgressSettings.standard("bench").withPolicy(policy);
  }

  /// A new endpoint of organization `index`, which wants every event.
  static Endpoint endpoint(EndpointId id, int index, Target target, DeliveryPlan plan) {
    return new Endpoint(id, organization(index), target, EventFilter.ofTypes(Set.of(TYPE)), plan);
  }

  static void put(EngineStore store, Endpoint endpoint) {
    store.write(
        tx -> {
          tx.putEndpoint(endpoint);
          return endpoint.id();
        });
  }

  private static DeliveryPlan plan(Ordering ordering) {
    DeliveryPlan standard = DeliveryPlan.STANDARD;
    return new DeliveryPlan(
        standard.retries(),
        standard.budgets(),
        standard.concurrencyMax(),
        ordering,
        standard.ratePerSecondMax());
  }

  static Target target(String format, int index, int port) {
    URI url = URI.create("http://127.0.0.1:" + port + "/callback");
    return new Target(format, "endpoint-" + index, url);
  }

  static OrganizationId organization(int index) {
    return new OrganizationId(index + 1L);
  }

  private static void serve(Intake intake, InstantSource clock, Backlog backlog)
      throws IOException {
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(
                routing ->
                    routing
                        .post(
                            "/events/{endpoint}",
                            (request, response) -> accept(intake, clock, request, response))
                        .post(
                            "/resume",
                            (_, response) -> {
                              backlog.resume();
                              response.status(Status.NO_CONTENT_204).send();
                            }))
            .build()
            .start();
    serveUntilTold(server);
  }

  static void serveUntilTold(WebServer server) throws IOException {
    try {
      ParentWatch.ready(server.port());
      ParentWatch.await();
    } finally {
      server.stop();
    }
  }

  private static void accept(
      Intake intake, InstantSource clock, ServerRequest request, ServerResponse response) {
    int index = Integer.parseInt(request.path().pathParameters().get("endpoint"));
    String trace = request.headers().get(TRACE).get();
    byte[] body = body(request);
    Accepted accepted =
        intake.accept(
            new NewEvent(
                organization(index),
                TYPE,
                new Subject(trace),
                new TraceId(trace),
                clock.instant(),
                new Payload("application/json", body)));
    response.status(Status.ACCEPTED_202).send(accepted.id().toString());
  }

  // The generator always says the length, and asking for exactly that many bytes makes no buffer
  // that is larger.
  static byte[] body(ServerRequest request) {
    try {
      int length = (int) request.headers().contentLength().orElse(0);
      return request.content().inputStream().readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    System.err.println(where + " stumbled: " + cause);
  }
}
