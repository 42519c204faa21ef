package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The slice at work: what the web server routes to it, and what must be stepped.
public final class LabService {
  private final List<RouteGroup> routes;
  private final List<Pump> pumps;

  LabService(LabGround ground, LabPorts ports) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    StatusDesk desk =
        new StatusDesk(ports.store(), ports.intake(), new Audience(ground.webhooks()));
    Bookings bookings = new Bookings(database, desk, ports.audit(), clock);
    DeviceRoutes devices = new DeviceRoutes(database, clock);
    LabDialect dialect = new LabDialect();
    this.routes =
        List.of(
            new RouteGroup("/v1", dialect, List.of(devices.first())),
            new RouteGroup(
                "/v2",
                dialect,
                Stream.of(
                        webhooks(ground, ports, desk),
                        devices.second(),
                        lab(ground, ports, desk),
                        new BookingRoutes(bookings, clock).routes(),
                        new PeopleRoutes(ports.access().directory(), ports.audit()).routes())
                    .flatMap(List::stream)
                    .toList()));
    this.pumps =
        List.of(
            new HostPump(database, desk, ground.settings().hostPatience(), clock),
            new WithheldPump(database, desk, ground.webhooks(), clock),
            new BookingPump(bookings, clock));
  }

  private static List<Route> webhooks(LabGround ground, LabPorts ports, StatusDesk desk) {
    Webhooks webhooks = new Webhooks(ground, ports);
    WebhookControls controls = new WebhookControls(ground, ports, desk);
    return Stream.of(
            new WebhookRoutes(webhooks, controls).routes(),
            new WebhookControlRoutes(controls, webhooks).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// Devices, what they hang on, and what they belong to.
  private static List<Route> lab(LabGround ground, LabPorts ports, StatusDesk desk) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    AuditLog audit = ports.audit();
    Groups groups = new Groups(database, audit, ports.access().users(), clock);
    return Stream.of(
            new AgentRoutes(new Reporting(database, desk, clock), clock).routes(),
            new DeviceEditRoutes(new DeviceEdits(database, desk, audit, clock)).routes(),
            new HostRoutes(new Hosts(database, audit, clock)).routes(),
            new GroupRoutes(groups, Group.Kind.TEAM).routes(),
            new GroupRoutes(groups, Group.Kind.BUNDLE).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// The routes, each path family with the form in which it reports errors.
  public List<RouteGroup> routes() {
    return routes;
  }

  /// What must be driven, each by a thread of its own.
  public List<Pump> pumps() {
    return pumps;
  }
}
