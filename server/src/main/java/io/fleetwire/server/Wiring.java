package io.fleetwire.server;

import io.fleetwire.access.Access;
import io.fleetwire.api.Api;
import io.fleetwire.api.ApiService;
import io.fleetwire.apple.Apple;
import io.fleetwire.apple.AppleService;
import io.fleetwire.apple.AppleWorld;
import io.fleetwire.apple.PushPorts;
import io.fleetwire.bin.BinPorts;
import io.fleetwire.bin.BinWorld;
import io.fleetwire.bin.Bins;
import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.egress.Http2Sender;
import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.Pulse;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.PumpDriver;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.engine.World;
import io.fleetwire.knox.Knox;
import io.fleetwire.knox.KnoxPorts;
import io.fleetwire.knox.KnoxService;
import io.fleetwire.knox.KnoxWorld;
import io.fleetwire.lab.Lab;
import io.fleetwire.lab.LabService;
import io.fleetwire.portal.Portal;
import io.fleetwire.portal.PortalPorts;
import io.fleetwire.portal.PortalSettings;
import io.fleetwire.portal.PortalWorld;
import io.fleetwire.portal.WebhookPorts;
import io.fleetwire.simulator.SimulatorWorld;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.Schema;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.Identity;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.PersonAuthenticator;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import io.fleetwire.web.RouteGroup;
import io.fleetwire.web.ServerTls;
import io.fleetwire.web.SessionCookie;
import io.fleetwire.web.TokenAuthenticator;
import io.fleetwire.web.WebServer;
import io.fleetwire.web.WebSettings;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where everything is made, with the real clock and real chance.
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final List<Schema> SCHEMAS =
      List.of(
          SqlEngineStore.SCHEMA,
          Callbacks.SCHEMA,
          Access.SCHEMA,
          Knox.SCHEMA,
          Lab.SCHEMA,
          Apple.SCHEMA,
          Api.SCHEMA,
          Bins.SCHEMA);

  private final Config config;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Closing closing = new Closing();

  private Wiring(Config config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  static InstantSource clock() {
    return InstantSource.system();
  }

  static SecureRandom secrets() {
    return new SecureRandom();
  }

  static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  /// A name that nothing had before.
  static String newName() {
    return new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
  }

  /// A server at work.
  static RunningServer start(Config config, LogWriter log) {
    return start(config, log, clock());
  }

  /// The same by another clock, for trials that do not want to wait.
  static RunningServer start(Config config, LogWriter log, InstantSource clock) {
    // Loading native code and opening the database take as long, and do not need each other.
    FutureTask<String> signing = new FutureTask<>(NativeSigning::install);
    Thread.ofPlatform().name("native-signing").daemon().start(signing);
    Wiring wiring = new Wiring(config, clock);
    try {
      return wiring.server(log, signing);
    } catch (RuntimeException | Error e) {
      wiring.closing.close();
      throw e;
    }
  }

  /// What commands need.
  static Workshop workshopOfServer(Config config) {
    config.database().requireDatabase();
    return workshop(config);
  }

  /// The same, which makes the database where there is none.
  static Workshop workshop(Config config) {
    Wiring wiring = new Wiring(config, clock());
    Database database =
        wiring.closing.add(Database.open(DatabaseSettings.tool(config.database()), SCHEMAS));
    try {
      return new Workshop(database, wiring.access(database), wiring.knox(database).certificates());
    } catch (RuntimeException | Error e) {
      wiring.closing.close();
      throw e;
    }
  }

  /// What simulated devices take from outside.
  static SimulatorWorld simulator() {
    return new SimulatorWorld(clock(), new SecureRandom(), SplittableRandom::new);
  }

  /// A server for routes that need nothing else, listening.
  static WebServer receiver(ListenAddress address, RouteGroup routes) {
    WebServer web =
        new WebServer(
            WebSettings.standard(address),
            List.of(routes),
            (_, _) -> new Identity.Refused(new Problem.NotFound("there is nobody to know")),
            new Silence(),
            new World(clock(), new SecureRandom()));
    web.start();
    return web;
  }

  private static final class Silence implements RequestLog {
    @Override
    public void answered(Entry entry) {}

    @Override
    public void failed(Request request, Throwable cause) {
      LOG.error("a callback could not be taken", cause);
    }
  }

  private RunningServer server(LogWriter log, FutureTask<String> signing) {
    BuildFacts build = BuildFacts.read();
    Vitals vitals = new Vitals(clock);
    Metrics metrics = closing.add(new Metrics(build));
    EngineLines observer = new EngineLines(metrics, vitals, clock);
    Pulse pulse = new Pulse(clock);
    EngineObserver heard = pulse.and(observer);
    Database database =
        closing.add(Database.open(DatabaseSettings.server(config.database()), SCHEMAS));
    SqlEngineStore store = new SqlEngineStore(database);
    LOG.info("callbacks are signed by: {}", ended(signing));
    Access access = access(database);
    Knox knox = knox(database);
    OptionsBook outfits = Callbacks.book(database, new CallbackWorld(clock, random));
    Bins bins = bins(database, new BinPorts(store::endpoints, outfits, knox.certificates()::pems));
    HttpSender sender = closing.add(HttpSender.open(Rooms.egress(config.egress(), build)));
    Callbacks callbacks = callbacks(outfits, bins.door(sender));
    Lab lab = Lab.open(database, callbacks, Rooms.lab(config.lab()), clock);
    Optional<PushSource> push = PushSource.open(config.apple(), clock.instant());
    Optional<Apple> apple = apple(database, callbacks, push);
    RunningEngine engine =
        closing.add(
            new RunningEngine(
                new EnginePorts(
                    store,
                    callbacks.sender(),
                    RoomPorts.formats(knox, lab, apple, callbacks),
                    Api.facets(),
                    apple.map(a -> a.observer().and(heard)).orElse(heard)),
                new World(clock, random, System::nanoTime),
                Rooms.limits(config.engine()),
                config.engine().grace()));
    KnoxService service =
        knox.serve(new KnoxPorts(store, engine.intake(), access, callbacks.addressRule()));
    LabService devices = lab.serve(RoomPorts.lab(store, engine, access));
    ApiService api =
        Api.serve(
            database, RoomPorts.api(store, engine, callbacks, service), access.audit(), clock);
    metrics.watch(vitals);
    metrics.watch(bins);
    metrics.watch(engine.scheduler(), () -> oldestAge(store), log::lostLines);
    Optional<AppleService> appleDevices =
        apple.map(a -> a.serve(RoomPorts.apple(store, engine, callbacks, push.map(this::pushes))));
    Slices slices = new Slices(service, devices, appleDevices, api, bins);
    List<RouteGroup> routes = slices.routes();
    WebhookPorts hooks = new WebhookPorts(store, engine, pulse, api.desks(), callbacks.book());
    routes.add(portal(RoomPorts.portal(access, slices, hooks)).routes());
    routes.add(system(database, vitals, metrics));
    engine.start();
    List<Pump> pumps = slices.pumps();
    pumps.add(access.pump());
    push.ifPresent(source -> pumps.add(source.pump(clock)));
    Optional<WebSettings.TlsListener> tls = tls(appleDevices, pumps);
    pumps.forEach(pump -> drive(pump, observer));
    RunningServer.Inside inside =
        new RunningServer.Inside(access, knox, service, engine, store, bins.desk(access.audit()));
    WebServer web = listen(tls, routes, access, metrics);
    return new RunningServer(addresses(web), routes, vitals, inside, closing);
  }

  private RouteGroup system(Database database, Vitals vitals, Metrics metrics) {
    Health health = new Health(() -> database.write(_ -> true), vitals);
    return new SystemRoutes(health, metrics, docs()).group();
  }

  private PushPorts pushes(PushSource source) {
    EgressSettings egress = Rooms.egress(config.egress(), BuildFacts.read());
    Http2Sender sender = closing.add(Http2Sender.open(egress));
    return new PushPorts(sender, config.apple().push().url(), source);
  }

  private Portal portal(PortalPorts ports) {
    return Portal.open(
        ports,
        new PortalSettings(cookie(), config.server().publicUrl()),
        new PortalWorld(clock, random));
  }

  /// People come by https when the public address says so.
  private SessionCookie cookie() {
    return new SessionCookie(
        config.server().publicUrl().filter(url -> url.toString().startsWith("https:")).isPresent());
  }

  private static String ended(FutureTask<String> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the native provider broke the start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the start was interrupted", e);
    }
  }

  private double oldestAge(SqlEngineStore store) {
    Instant now = clock.instant();
    return store
        .findOldestOutstanding()
        .map(accepted -> Duration.between(accepted, now).toMillis() / 1_000.0)
        .orElse(0.0);
  }

  /// TLS for callers, and among `pumps` what keeps its certificate fresh.
  private Optional<WebSettings.TlsListener> tls(Optional<AppleService> apple, List<Pump> pumps) {
    return TlsRoom.source(config.server(), apple)
        .map(
            source -> {
              TlsIdentity first = source.first(clock.instant());
              ServerTls tls = apple.isPresent() ? ServerTls.asking(first) : ServerTls.of(first);
              pumps.add(TlsPump.of("tls", source, tls::replace, clock));
              return new WebSettings.TlsListener(config.server().tls().listen().orElseThrow(), tls);
            });
  }

  private RunningServer.Addresses addresses(WebServer web) {
    Optional<ListenAddress> tls =
        config
            .server()
            .tls()
            .listen()
            .map(listen -> new ListenAddress(listen.host(), web.tlsPort().orElseThrow()));
    return new RunningServer.Addresses(
        new ListenAddress(config.server().listen().host(), web.port()), tls);
  }

  private WebServer listen(
      Optional<WebSettings.TlsListener> tls,
      List<RouteGroup> routes,
      Access access,
      Metrics metrics) {
    WebSettings clear = Rooms.web(config.server());
    WebServer web =
        closing.add(
            new WebServer(
                tls.map(clear::withTls).orElse(clear),
                routes,
                new TokenAuthenticator(
                        access.accessTokens()::verify,
                        access.legacyTokens()::verify,
                        access.organizations()::actFor)
                    .withPeople(
                        new PersonAuthenticator(
                            access.signIn()::checkKey, access.sessions()::find, cookie())),
                new RequestLines(metrics),
                new World(clock, random)));
    web.start();
    return web;
  }

  private void drive(Pump pump, EngineLines observer) {
    closing.add(new PumpDriver(pump, clock, observer)).start();
  }

  private Callbacks callbacks(OptionsBook outfits, Sender door) {
    String origin = config.server().publicUrl().map(URI::getHost).orElse("localhost");
    return Callbacks.open(outfits, door, origin, new CallbackWorld(clock, random));
  }

  private Bins bins(Database database, BinPorts ports) {
    BinWorld world = new BinWorld(clock, random, Thread::sleep);
    return Bins.open(database, ports, config.server().publicUrl(), world);
  }

  /// Nothing without a backend; what is outstanding for one of an earlier run is still delivered.
  private Optional<Apple> apple(Database database, Callbacks callbacks, Optional<PushSource> push) {
    return AppleRoom.settings(config, callbacks.addressRule(), push)
        .map(settings -> Apple.open(database, settings, new AppleWorld(clock, random), callbacks));
  }

  private Access access(Database database) {
    return Access.open(database, Rooms.access(config.oauth()), clock, random);
  }

  private Knox knox(Database database) {
    return Knox.open(database, Rooms.knox(config), new KnoxWorld(clock, random, random));
  }

  private ApiDocs docs() {
    return new ApiDocs(config.server().publicUrl());
  }
}
