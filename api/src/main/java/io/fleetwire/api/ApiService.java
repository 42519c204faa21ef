package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.QueryRule;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The room at work: what the web server routes to it, and what must be stepped.
public final class ApiService {
  private final RouteGroup routes;
  private final List<Pump> pumps;
  private final Desks desks;

  ApiService(Database database, ApiPorts ports, AuditLog audit, InstantSource clock) {
    EventTypes types = new EventTypes(database);
    EventReader reader = new EventReader(clock);
    EventDesk events = new EventDesk(database, ports.store(), ports.intake(), clock);
    Catalogue catalogue = new Catalogue(types, ports.foreign());
    this.desks =
        new Desks(
            new EndpointDesk(database, ports, audit, clock),
            new SwitchDesk(database, ports, audit),
            new TestEvents(ports.store(), ports.again().redelivery(), clock),
            new TypeDesk(types, ports.foreign(), audit, clock),
            new Publisher(reader, events, catalogue));
    List<Route> all = new ArrayList<>();
    all.addAll(new EventTypeRoutes(desks.types()).routes());
    all.addAll(new EventRoutes(reader, events, catalogue).routes());
    all.addAll(new EndpointRoutes(desks.endpoints(), ports.store(), clock).routes());
    all.addAll(new EndpointActions(desks, ports).routes());
    all.addAll(new DeliveryRoutes(ports.store(), ports.again().redelivery()).routes());
    all.addAll(new ReplayRoutes(ports.store(), ports.again().replays()).routes());
    this.routes = new RouteGroup("/api", new ProblemJson(), QueryRule.REFUSE_OTHERS, all);
    this.pumps = List.of(AnswerPump.of(database, clock));
  }

  /// What the routes and the pages for people have in common.
  public record Desks(
      EndpointDesk endpoints,
      SwitchDesk switches,
      TestEvents testEvents,
      TypeDesk types,
      Publisher publisher) {}

  public Desks desks() {
    return desks;
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
