package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The slice at work: what the web server routes to it, and what must be stepped.
public final class LabService {
  private final List<RouteGroup> routes;
  private final List<Pump> pumps;

  LabService(LabGround ground, LabPorts ports) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    AuditLog audit = ports.audit();
    StatusDesk desk = new StatusDesk(ports.store(), ports.intake());
    Groups groups = new Groups(database, audit, ports.users(), clock);
    DeviceRoutes devices = new DeviceRoutes(database, clock);
    List<Route> newer = new ArrayList<>();
    newer.addAll(new WebhookRoutes(new Webhooks(ground, ports)).routes());
    newer.addAll(new AgentRoutes(new Reporting(database, desk, clock), clock).routes());
    newer.addAll(devices.second());
    newer.addAll(new DeviceEditRoutes(new DeviceEdits(database, desk, audit, clock)).routes());
    newer.addAll(new HostRoutes(new Hosts(database, audit, clock)).routes());
    newer.addAll(new GroupRoutes(groups, Group.Kind.TEAM).routes());
    newer.addAll(new GroupRoutes(groups, Group.Kind.BUNDLE).routes());
    LabDialect dialect = new LabDialect();
    this.routes =
        List.of(
            new RouteGroup("/v1", dialect, List.of(devices.first())),
            new RouteGroup("/v2", dialect, newer));
    this.pumps = List.of(new HostPump(database, desk, ground.settings().hostPatience(), clock));
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
