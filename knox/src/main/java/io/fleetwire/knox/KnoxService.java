package io.fleetwire.knox;

import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.Dialect;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.util.ArrayList;
import java.util.List;

/// The slice at work: what the web server routes to it, and what must be stepped.
public final class KnoxService {
  private final List<RouteGroup> routes;
  private final List<Pump> pumps;
  private final KnoxEvents events;
  private final KnoxDesks desks;

  KnoxService(
      Database database,
      KnoxSettings settings,
      KnoxWorld world,
      CertificateRotation certificates,
      KnoxPorts ports) {
    KnoxIds ids = new KnoxIds(world.clock(), world.random());
    int node = ports.store().membership().number();
    Ids deviceIds = new Ids(world.clock(), node, database.read(DeviceTable::highestId));
    KnoxEventCatalogue catalogue = KnoxEventCatalogue.shipped();
    OperationPump pump =
        new OperationPump(
            database,
            ports.store(),
            ports.intake(),
            new DeviceDesk(settings.imeiCheck(), deviceIds),
            world.clock());
    BulkOperations operations = new BulkOperations(database, ids, world.clock(), pump.signal());
    Subscriptions subscriptions =
        new Subscriptions(database, ports.store(), ports.intake(), ids, catalogue.size());
    SubscriptionUrls urls = new SubscriptionUrls(settings.callbackUrls(), ports.addressRule());
    Devices devices = new Devices(database);
    this.desks =
        new KnoxDesks(
            new SubscriptionDesk(subscriptions, catalogue, urls, ports.audit(), world.clock()),
            new OperationDesk(database, operations, devices, ids, ports.audit(), world),
            new CertificateDesk(database, certificates, ports.audit()),
            catalogue);
    KdmsDialect kdms = new KdmsDialect(ids);
    this.routes =
        List.of(
            group(
                "/kwn",
                new KnoxDialect(),
                json(
                    new SubscriptionRoutes(
                            desks.subscriptions(),
                            subscriptions,
                            catalogue,
                            urls,
                            settings.createdStatus())
                        .routes()),
                new CertificateRoutes(certificates).routes()),
            group(
                "/kdms",
                kdms,
                json(
                    new BulkRoutes(operations, kdms, new OperationView(settings.imeiCheck()), ids)
                        .routes()),
                json(new DeviceRoutes(devices, kdms).routes())),
            group(
                "/ams/v1/oauth2",
                new OAuthDialect(),
                new OAuthRoutes(ports.access().authorizationServer(), ports.access().signIn())
                    .routes(),
                List.of()),
            group(
                "/ams",
                new KnoxDialect(),
                new LegacyTokenRoutes(ports.access().legacyTokens()).routes(),
                List.of()));
    this.pumps = List.of(certificates, pump);
    this.events = new KnoxEvents(catalogue, ports.intake(), world.clock());
  }

  /// The routes, each path family with the form in which it reports errors.
  public List<RouteGroup> routes() {
    return routes;
  }

  /// What must be driven, each by a thread of its own.
  public List<Pump> pumps() {
    return pumps;
  }

  /// What pages ask and do.
  public KnoxDesks desks() {
    return desks;
  }

  /// The door for events that come from elsewhere.
  public KnoxEvents events() {
    return events;
  }

  private static RouteGroup group(
      String prefix, Dialect dialect, List<Route> some, List<Route> others) {
    List<Route> routes = new ArrayList<>(some);
    routes.addAll(others);
    return new RouteGroup(prefix, dialect, routes);
  }

  /// These routes, for callers who accept JSON (406 otherwise, as the vendor documents).
  private static List<Route> json(List<Route> routes) {
    return routes.stream().map(KnoxService::json).toList();
  }

  private static Route json(Route route) {
    return route.by(
        request -> {
          request.requireAccepts("application/json");
          return route.handler().handle(request);
        });
  }
}
