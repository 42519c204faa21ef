package io.fleetwire.apple;

import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.egress.AddressPolicy;
import io.fleetwire.egress.Cidr;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.World;
import io.fleetwire.pki.Authority;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.SilentObserver;
import io.fleetwire.testkit.TrialDatabase;
import io.fleetwire.web.Identity;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import io.fleetwire.web.WebServer;
import io.fleetwire.web.WebSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The slice as it is wired: behind a real server, above a real database, with a running engine and
/// the real door out. Closing it and opening it again is a restart.
final class AppleSite implements AutoCloseable {
  // Helidon tells at length of every server that starts and stops; we tell of every refusal.
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("io.helidon"), Logger.getLogger("io.fleetwire.apple"));
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Made once, because it is slow, and long ago.
  static final Authority AUTHORITY =
      Authority.create("Test CA", Instant.parse("2026-01-01T00:00:00Z"), RANDOM);

  /// Longer than a backend that answers needs on the busiest machine.
  private static final BackendLimits LIMITS =
      new BackendLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 8);

  /// For a backend that never answers: nobody else is to be asked, because two seconds pass without
  /// an answer on a busy machine as well.
  private static final BackendLimits HASTY =
      new BackendLimits(Duration.ofSeconds(2), Duration.ofSeconds(20), 512);

  private final Database database;
  private final HttpSender sender;
  private final RunningEngine engine;
  private final WebServer server;
  private final AppleService service;

  private AppleSite(
      Path folder, AppleSettings settings, InstantSource clock, Optional<PushPorts> push) {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    this.database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Callbacks.SCHEMA, Apple.SCHEMA));
    keepAuthority(database);
    this.sender =
        HttpSender.open(
            EgressSettings.standard("test")
                .withPolicy(AddressPolicy.of(List.of(Cidr.parse("127.0.0.0/8")), List.of())));
    Callbacks callbacks =
        Callbacks.open(database, sender, "localhost", new CallbackWorld(clock, RANDOM));
    Apple apple = Apple.open(database, settings, new AppleWorld(clock, RANDOM), callbacks);
    SqlEngineStore store = new SqlEngineStore(database);
    World world = new World(clock, RANDOM);
    this.engine =
        new RunningEngine(
            new EnginePorts(
                store,
                callbacks.sender(),
                List.of(apple.format()),
                apple.observer().and(new SilentObserver())),
            world,
            SchedulerLimits.STANDARD,
            Duration.ofSeconds(1));
    this.service =
        apple.serve(
            new ApplePorts(store, engine.intake(), callbacks.sender(), callbacks.book(), push));
    engine.start();
    this.server =
        new WebServer(
            WebSettings.standard(new ListenAddress("127.0.0.1", 0)),
            service.routes(),
            (_, _) -> new Identity.Refused(new Problem.NotFound("nobody")),
            new Complaints(),
            world);
    server.start();
  }

  private static void keepAuthority(Database database) {
    if (database.read(AuthorityTable::find).isEmpty()) {
      database.write(
          tx -> {
            AuthorityTable.put(tx, AUTHORITY, CLOCK.instant());
            return true;
          });
    }
  }

  static AppleSite open(Path folder, FakeBackend backend) {
    return open(folder, settings(backend));
  }

  /// The site at `folder`, closed before, whose backend hangs from now on.
  static AppleSite openHasty(Path folder, FakeBackend backend, AppleSettings.Errors errors) {
    return open(folder, settings(backend, errors, HASTY));
  }

  static AppleSite open(Path folder, AppleSettings settings) {
    return open(folder, settings, CLOCK);
  }

  static AppleSite open(Path folder, AppleSettings settings, InstantSource clock) {
    return new AppleSite(folder, settings, clock, Optional.empty());
  }

  /// One that can wake devices.
  static AppleSite open(Path folder, FakeBackend backend, PushPorts push) {
    return new AppleSite(folder, settings(backend), CLOCK, Optional.of(push));
  }

  PushDesk push() {
    return service.push();
  }

  static AppleSettings settings(FakeBackend backend) {
    return settings(backend, AppleSettings.Errors.STANDARD);
  }

  /// Where profiles lead to ACME, and attestations to the tests' own maker.
  static AppleSettings acme(FakeBackend backend, boolean attested) {
    AppleSettings plain = settings(backend);
    return new AppleSettings(
        plain.webhookUrl(),
        plain.publicUrl(),
        plain.organization(),
        plain.profile(),
        new AppleSettings.Acme(
            AppleSettings.Acme.Identity.ACME, attested, List.of(AcmeTester.MAKER.certificate())),
        plain.proxies(),
        plain.errors(),
        plain.signature(),
        plain.limits());
  }

  static AppleSettings settings(FakeBackend backend, AppleSettings.Errors errors) {
    return settings(backend, errors, LIMITS);
  }

  static AppleSettings settings(
      FakeBackend backend, AppleSettings.Errors errors, BackendLimits limits) {
    return new AppleSettings(
        backend.url(),
        Optional.of(URI.create("https://mdm.example.com/")),
        new OrganizationId(1),
        new AppleSettings.Profile(
            "com.apple.mgmt.External.test",
            "Example",
            false,
            true,
            false,
            AppleSettings.Profile.Access.OPEN,
            Duration.ofHours(1)),
        new AppleSettings.Acme(AppleSettings.Acme.Identity.SCEP, true, List.of()),
        new AppleSettings.Proxies(_ -> false, "Client-Cert", List.of()),
        errors,
        AppleSettings.Signature.HMAC,
        limits);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// What a person does beside this server: as another process would, which shares the database
  /// with it and nothing else.
  AppleTools tools() {
    CallbackWorld world = new CallbackWorld(CLOCK, RANDOM);
    return AppleTools.of(
        database,
        Callbacks.book(database, world),
        Duration.ofHours(1),
        new AppleWorld(CLOCK, RANDOM));
  }

  /// The book, with all that was taken down so far.
  AppleBook book() {
    service.pumps().forEach(Pump::step);
    return service.book();
  }

  TestDevice device(String udid) {
    return TestDevice.of(url(), udid);
  }

  /// A device that has enrolled.
  TestDevice enrolled(String udid) {
    TestDevice device = device(udid);
    device.enrol();
    return device;
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    sender.close();
    database.close();
  }

  /// A server's error is a failed test, wherever the answer to it goes.
  private static final class Complaints implements RequestLog {
    @Override
    public void answered(Entry entry) {}

    @Override
    public void failed(Request request, Throwable cause) {
      throw new AssertionError(request.path(), cause);
    }
  }
}
