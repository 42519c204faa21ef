package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.apple.AppleBook;
import io.fleetwire.apple.AppleDesks;
import io.fleetwire.engine.Secret;
import io.fleetwire.lab.Group;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The room, wired: its routes. Immutable and thread-safe.
public final class Portal {
  private final RouteGroup routes;

  private Portal(RouteGroup routes) {
    this.routes = routes;
  }

  public static Portal open(PortalPorts ports, PortalSettings settings, PortalWorld world) {
    Assets assets = Assets.load();
    Pages pages = new Pages(assets, ports.access().organizations(), settings.cookie().byHttps());
    Origins origins = new Origins(settings.publicUrl());
    FirstHour hour = new FirstHour(ports, origins);
    Optional<AppleBook> book = ports.apple().map(AppleDesks::book);
    Sightings sightings = new Sightings(ports.lab(), ports.knox().operations(), book);
    Story story = new Story(ports.lab(), book, ports.webhooks(), world.clock());
    List<Area> areas =
        List.of(
            assets,
            new SignInArea(pages, ports.access().sessions(), settings.cookie(), world.random()),
            new OverviewArea(
                pages, ports.webhooks(), ports.apple().map(AppleDesks::push), hour, world.clock()),
            new FirstHourArea(pages, hour, ports.bins(), origins),
            new DeliveriesArea(pages, ports.webhooks(), world.clock()),
            new ReplaysArea(pages, ports.webhooks(), world.clock()),
            new EndpointsArea(pages, ports.webhooks(), world.clock()),
            new EndpointFormArea(pages, ports.webhooks(), world.clock()),
            new BinArea(pages, ports.bins(), origins, world.clock()),
            new TypesArea(pages, ports.webhooks(), world.clock()),
            new SettingsArea(pages),
            new SampleArea(pages, ports.lab().samples()),
            new FindArea(pages, sightings, story, world.clock()),
            new DeviceListArea(pages, ports.lab(), world.clock()),
            new DeviceArea(pages, ports.lab(), sightings, story, world.clock()),
            new DeviceEditArea(pages, ports.lab(), world.clock()),
            new HostArea(pages, ports.lab()),
            groups(pages, ports, world, Group.Kind.TEAM),
            groups(pages, ports, world, Group.Kind.BUNDLE),
            new TagArea(pages, ports.lab().tags()),
            new BookingArea(pages, ports.lab(), world.clock()),
            new WebhookArea(pages, ports.lab()),
            new WebhookControlArea(pages, ports.lab(), ports.webhooks(), world.clock()),
            new KnoxSubscriptionArea(pages, ports.knox()),
            new KnoxOperationArea(pages, ports.knox().operations(), world.clock()),
            knoxClients(pages, ports.access()),
            new KnoxLegacyArea(pages, ports.access().legacyClients(), ports.access().scopes()),
            new KnoxCertificateArea(pages, ports.knox().certificates(), world.clock()),
            new AppleArea(pages, ports.apple(), settings.publicUrl(), world.clock()),
            new JoinArea(pages, ports.access(), settings.cookie()),
            new ResetArea(pages, ports.access().resets()),
            new AccountArea(pages, ports.access(), settings.cookie(), world.clock()),
            new PeopleArea(pages, ports.access(), origins, world.clock()),
            new RoleArea(pages, ports.access().directory()),
            new AuditArea(pages, ports.access().audit(), world.clock()),
            new ServersArea(pages, ports.webhooks(), world.clock()));
    List<Route> routes = new ArrayList<>();
    areas.forEach(area -> routes.addAll(area.routes()));
    return new Portal(new RouteGroup(Paths.ROOT, new PortalDialect(pages), routes));
  }

  private static Area knoxClients(Pages pages, Access access) {
    return new KnoxClientArea(pages, access.clients(), access.legacyClients(), access.scopes());
  }

  private static Area groups(Pages pages, PortalPorts ports, PortalWorld world, Group.Kind kind) {
    return new GroupArea(pages, ports.lab(), ports.access().directory(), world.clock(), kind);
  }

  /// Where the first account is made by who has this token.
  public static String setUpPath(Secret token) {
    return JoinArea.SET_UP + "?token=" + token.reveal();
  }

  /// Where somebody sets a new password who has this token.
  public static String resetPath(Secret token) {
    return ResetArea.RESET + "?token=" + token.reveal();
  }

  public RouteGroup routes() {
    return routes;
  }
}
