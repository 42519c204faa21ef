package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.User;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.QueryRule;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The slice at work: what other rooms may ask of it, what the web server routes to it, and what
/// must be stepped.
public final class LabService {
  private final LabDesks desks;
  private final List<RouteGroup> routes;
  private final List<Pump> pumps;

  LabService(LabGround ground, LabPorts ports) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    ports.access().directory().whenRemoved(LabService::forget);
    StatusDesk status =
        new StatusDesk(ports.store(), ports.intake(), new Audience(ground.webhooks()), clock);
    this.desks = desks(ground, ports, status);
    DeviceRoutes devices = new DeviceRoutes(desks.devices());
    Reporting reporting = new Reporting(database, status, clock);
    AgentRoutes agents = new AgentRoutes(reporting, clock);
    PeopleRoutes people = new PeopleRoutes(ports.access().directory(), ports.audit());
    LabDialect dialect = new LabDialect();
    this.routes =
        List.of(
            new RouteGroup("/v1", dialect, List.of(devices.first())),
            new RouteGroup(
                "/v2",
                dialect,
                QueryRule.REFUSE_OTHERS,
                Stream.of(
                        webhooks(desks),
                        devices.second(),
                        agents.routes(),
                        lab(desks, clock),
                        people.routes(),
                        new ApiKeyRoutes(ports.access().keyDesk()).routes())
                    .flatMap(List::stream)
                    .toList()));
    this.pumps =
        List.of(
            new HostPump(database, status, ground.settings().hostPatience(), clock),
            new WithheldPump(database, status, ground.webhooks(), clock),
            new BookingPump(desks.bookings(), clock),
            HistoryPump.of(database, ground.settings().historyKept(), clock),
            new SamplePump(
                database,
                reporting,
                desks.samples().signal(),
                ground.settings().hostPatience().dividedBy(3),
                clock));
  }

  private static void forget(WriteTx tx, User user) {
    GroupTable.forget(tx, user.id().value());
    TagTable.forget(tx, user);
  }

  private static LabDesks desks(LabGround ground, LabPorts ports, StatusDesk status) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    AuditLog audit = ports.audit();
    DeviceEdits edits = new DeviceEdits(database, status, audit, clock);
    Hosts hosts = new Hosts(database, audit, clock);
    return new LabDesks(
        new Webhooks(ground, ports),
        new WebhookControls(ground, ports, status),
        new WebhookLog(database, ports),
        new Devices(database, clock),
        new History(database),
        edits,
        hosts,
        new Groups(database, audit, clock),
        new Bookings(database, status, audit, clock),
        new Fleet(database),
        new Tags(ground, audit),
        new Samples(database, edits, hosts, audit, clock));
  }

  private static List<Route> webhooks(LabDesks desks) {
    return Stream.of(
            new WebhookRoutes(desks.webhooks(), desks.controls()).routes(),
            new WebhookControlRoutes(desks.controls(), desks.webhooks()).routes(),
            new WebhookLogRoutes(desks.log(), desks.webhooks()).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// Devices, what they hang on, what they belong to, and who retains them.
  private static List<Route> lab(LabDesks desks, InstantSource clock) {
    return Stream.of(
            new DeviceEditRoutes(desks.edits()).routes(),
            new HistoryRoutes(desks.history()).routes(),
            new HostRoutes(desks.hosts()).routes(),
            new GroupRoutes(desks.groups(), Group.Kind.TEAM).routes(),
            new GroupRoutes(desks.groups(), Group.Kind.BUNDLE).routes(),
            new TagRoutes(desks.tags()).routes(),
            new BookingRoutes(desks.bookings(), clock).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// What pages ask and do.
  public LabDesks desks() {
    return desks;
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
