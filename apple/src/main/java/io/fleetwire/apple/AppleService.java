package io.fleetwire.apple;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.pki.Authority;
import io.fleetwire.pki.ScepServer;
import io.fleetwire.pki.ServerCertificate;
import io.fleetwire.pki.TrustedIssuers;
import io.fleetwire.store.Database;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// The slice at work: what the web server routes to it.
public final class AppleService {
  private static final String PREFIX = "/mdm/apple";

  /// As much as a property list may have.
  private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

  private final RouteGroup routes;
  private final RouteGroup acme;
  private final Authority authority;
  private final AppleBook book;
  private final PushDesk push;
  private final BookPump pump;
  private final Pump keyPump;
  private final AppleWorld world;

  AppleService(
      Database database,
      AppleSettings settings,
      AppleWorld world,
      Inside inside,
      ApplePorts ports) {
    this.authority = inside.authority();
    this.book = new AppleBook(database);
    this.pump = new BookPump(database, inside.journal(), world.clock());
    this.world = world;
    this.push = inside.push();
    Endpoint endpoint = BackendEndpoint.open(database, ports, inside.dress().seal(), settings);
    this.keyPump = KeyPump.of(database, ports.book(), endpoint.id(), world.clock());
    Backend backend =
        new Backend(
            ports.sender(),
            inside.dress(),
            endpoint,
            settings.limits(),
            world.clock(),
            inside.journal());
    Answers answers = new Answers(settings.errors());
    Declarations declarations =
        new Declarations(backend, answers, database, world.clock(), inside.journal());
    Telling telling =
        new Telling(
            database,
            ports.store(),
            ports.intake(),
            settings.organization(),
            world.clock(),
            inside.answered());
    DeviceIdentity identity = identity(inside.authority(), settings.proxies(), world);
    Pins pins = new Pins(database, world.clock());
    MdmDesk desk =
        new MdmDesk(
            identity,
            pins,
            new CheckIns(
                telling,
                answers,
                declarations,
                database,
                settings.limits().told(),
                inside.journal()),
            new Connects(backend, answers, declarations, telling, inside.journal()),
            new PublicUrl(settings.publicUrl()),
            inside.journal());
    EnrolDoors doors = EnrolDoors.open(database, settings, inside.authority(), world);
    this.acme = doors.acme().routes();
    this.routes =
        new RouteGroup(
            PREFIX,
            new AppleDialect(),
            routes(desk, doors, new AssetDesk(identity, backend, pins)));
  }

  /// What is made before the rest.
  record Inside(
      Authority authority,
      BackendDress dress,
      Telling.Answered answered,
      Journal journal,
      PushDesk push) {}

  /// The routes of the family, and of ACME, which has problems of its own.
  public List<RouteGroup> routes() {
    return List.of(routes, acme);
  }

  /// What people look at.
  public AppleBook book() {
    return book;
  }

  /// What pages show and do.
  public AppleDesks desks() {
    return new AppleDesks(book, push);
  }

  /// What wakes devices.
  public PushDesk push() {
    return push;
  }

  /// What is to be driven while the server runs.
  public List<Pump> pumps() {
    return List.of(pump, keyPump);
  }

  /// A new key and certificate for TLS by the authority that issues the devices' certificates, for
  /// those who have none of their own. Enrolment profiles bring the authority when {@link
  /// AppleSettings.Profile#anchored} says so.
  public TlsIdentity serverIdentity(List<String> names) {
    ServerCertificate issued =
        ServerCertificate.issue(authority, names, world.clock().instant(), world.secrets());
    return new TlsIdentity(names.getFirst(), issued.key(), issued.chain());
  }

  private static DeviceIdentity identity(
      Authority authority, AppleSettings.Proxies proxies, AppleWorld world) {
    List<X509Certificate> issuers = new ArrayList<>(proxies.issuers());
    issuers.add(authority.certificate());
    return new DeviceIdentity(TrustedIssuers.of(issuers), proxies, world.clock());
  }

  private static List<Route> routes(MdmDesk desk, EnrolDoors doors, AssetDesk assets) {
    return List.of(
        take(HttpMethod.PUT, "/mdm", MESSAGE_BYTES_MAX, desk::answer),
        get("/enroll", doors.profiles()::answer),
        // Automated enrolment asks in this way, and says who it is in the body.
        take(HttpMethod.POST, "/enroll", MESSAGE_BYTES_MAX, doors.profiles()::answer),
        get("/scep", doors.scep()::get),
        take(HttpMethod.POST, "/scep", ScepServer.MESSAGE_BYTES_MAX, doors.scep()::post),
        get("/assets/{identifier...}", assets::answer));
  }

  private static Route get(String path, Handler handler) {
    return new Route(
        HttpMethod.GET, PREFIX + path, new Authorization.Open(), new BodyRule.None(), handler);
  }

  private static Route take(HttpMethod method, String path, int bytesMax, Handler handler) {
    return new Route(
        method, PREFIX + path, new Authorization.Open(), new BodyRule.Bytes(bytesMax), handler);
  }
}
