package io.fleetwire.api;

import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The room at work: what the web server routes to it, and what must be stepped.
public final class ApiService {
  private final RouteGroup routes;
  private final List<Pump> pumps;

  ApiService(Database database, ApiPorts ports, InstantSource clock) {
    EventTypes types = new EventTypes(database);
    List<Route> all = new ArrayList<>();
    all.addAll(new EventTypeRoutes(types, ports.foreign(), clock).routes());
    all.addAll(
        new EventRoutes(
                new EventReader(clock),
                new EventDesk(database, ports.store(), ports.intake(), clock),
                types,
                ports.foreign())
            .routes());
    EndpointDesk desk = new EndpointDesk(database, ports);
    all.addAll(new EndpointRoutes(desk, ports.store(), clock).routes());
    all.addAll(new EndpointActions(desk, ports, clock).routes());
    all.addAll(new DeliveryRoutes(ports.store(), ports.again().redelivery()).routes());
    all.addAll(new ReplayRoutes(ports.store(), ports.again().replays()).routes());
    this.routes = new RouteGroup("/api", new ProblemJson(), all);
    this.pumps = List.of(new AnswerPump(database, clock));
  }

  /// The routes; problems are told as RFC 9457 has it.
  public RouteGroup routes() {
    return routes;
  }

  /// What must be driven, each by a thread of its own.
  public List<Pump> pumps() {
    return pumps;
  }
}
