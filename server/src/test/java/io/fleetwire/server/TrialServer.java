package io.fleetwire.server;

import io.fleetwire.access.Access;
import io.fleetwire.access.ClientAnswer;
import io.fleetwire.access.ClientRegistration;
import io.fleetwire.access.LegacyClientAnswer;
import io.fleetwire.access.Organization;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Signal;
import io.fleetwire.knox.KnoxDesks;
import io.fleetwire.knox.KnoxEvents;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import io.fleetwire.web.RouteGroup;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A whole server in this process, wired as `serve` wires it, with sockets on a free port and a
/// clock that can be set ahead. Thread-safe.
final class TrialServer implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final RunningServer server;
  private final TrialClock clock;
  private final KnoxClient anybody;
  private final AtomicInteger numbers = new AtomicInteger();

  private TrialServer(RunningServer server, TrialClock clock) {
    this.server = server;
    this.clock = clock;
    this.anybody = KnoxClient.of(URI.create(server.url()));
  }

  static TrialServer start(Path data) {
    return start(data, new TrialClock(), Map.of());
  }

  /// `settings` are as in the configuration file, section and key joined by a dot.
  static TrialServer start(Path data, TrialClock clock, Map<String, String> settings) {
    Config config = config(data, settings);
    LogWriter quiet =
        new LogWriter(new TextLines(Wiring.zone()), OutputStream.nullOutputStream(), clock);
    return new TrialServer(Wiring.start(config, quiet, clock), clock);
  }

  /// The configuration of a server that may call this machine, on a free port.
  static Config config(Path data, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("server.listen", "127.0.0.1:0");
    all.put("data.dir", data.toString());
    all.put("egress.allow", "127.0.0.0/8");
    all.putAll(settings);
    return switch (ConfigReader.read(List.of(Layer.commandLine(all)))) {
      case ConfigReader.Answer.Good(Config config) -> config;
      case ConfigReader.Answer.Refused(List<String> faults) ->
          throw new AssertionError(String.join("; ", faults));
    };
  }

  URI origin() {
    return URI.create(server.url());
  }

  /// Where it speaks TLS; only when it was told to.
  URI tlsOrigin() {
    return URI.create(server.tlsUrl().orElseThrow());
  }

  TrialClock clock() {
    return clock;
  }

  List<RouteGroup> routes() {
    return server.routes();
  }

  /// A caller without a token.
  KnoxClient anybody() {
    return anybody;
  }

  /// A new organization whose client has these scopes.
  TrialCompany company(String scopes) {
    return company(access().organizations().create("Trial Company"), scopes);
  }

  /// A new client of an organization, which has these scopes.
  TrialCompany company(Organization organization, String scopes) {
    KnoxCredentials client = client(organization.id(), scopes);
    TrialCompany company = new TrialCompany(organization.id(), client, anybody);
    return new TrialCompany(
        organization.id(), client, anybody.bearing(token(company, Map.of("expires_in", "3600"))));
  }

  /// A new token of a company's client.
  String token(TrialCompany company, Map<String, String> wishes) {
    return TrialJson.of(200, anybody.token(company.client(), wishes))
        .path("access_token")
        .stringValue();
  }

  /// A token of another client of the same company, which has only this scope.
  String tokenWithScope(TrialCompany company, String scope) {
    KnoxCredentials other = client(company.id(), scope);
    return token(new TrialCompany(company.id(), other, anybody), Map.of());
  }

  /// Registers the public key of a legacy caller (base64 of its DER), and returns the client
  /// identifier that goes with it.
  String registerLegacy(TrialCompany company, String scopes, String publicKey) {
    LegacyClientAnswer answer =
        server
            .inside()
            .access()
            .legacyClients()
            .register(keeper(company), Scopes.parse(scopes).orElseThrow(), publicKey);
    return switch (answer) {
      case LegacyClientAnswer.NewLegacyClient(var client) -> client.identifier();
      case LegacyClientAnswer.Refused(List<String> faults) -> throw refused(faults);
    };
  }

  private static Principal keeper(TrialCompany company) {
    return new Principal(company.id(), Scopes.NONE, "keeper", Principal.Kind.USER);
  }

  /// From now on `manager` may act for `customer`.
  void letManage(TrialCompany manager, TrialCompany customer) {
    server.inside().access().organizations().letManage(manager.id(), customer.id());
  }

  /// The door for events of the catalogue.
  KnoxEvents events() {
    return server.inside().service().events();
  }

  /// Signs with a new key from now on.
  void changeSigningKey() {
    server.inside().knox().certificates().rekeyWithoutOverlap();
  }

  KnoxDesks knox() {
    return server.inside().service().desks();
  }

  /// The request bins of all organizations.
  BinDesk bins() {
    return server.inside().bins();
  }

  Access access() {
    return server.inside().access();
  }

  /// A number that no other caller of this server gets.
  int nextNumber() {
    return numbers.incrementAndGet();
  }

  /// Returns when no delivery is left that the server would still make by itself.
  void awaitIdle() {
    await(server::isIdle, "something is still to be delivered");
  }

  /// Returns when nothing is in memory or in flight: what is outstanding waits on disk for its
  /// time.
  void awaitSettled() {
    await(() -> server.inside().engine().scheduler().held() == 0, "something is in flight");
  }

  static void await(BooleanSupplier condition, String otherwise) {
    Instant end = InstantSource.system().instant().plus(BOUND);
    Signal never = new Signal();
    while (!condition.getAsBoolean()) {
      if (InstantSource.system().instant().isAfter(end)) {
        throw new AssertionError(otherwise + " after " + BOUND);
      }
      try {
        never.await(Duration.ofMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    anybody.close();
    server.close();
  }

  private KnoxCredentials client(OrganizationId organization, String scopes) {
    ClientAnswer answer =
        server
            .inside()
            .access()
            .clients()
            .register(ClientRegistration.of(organization, Scopes.parse(scopes).orElseThrow()));
    return switch (answer) {
      case ClientAnswer.NewClient(var client, var secret) ->
          new KnoxCredentials(client.id(), secret.reveal());
      case ClientAnswer.Refused(List<String> faults) -> throw refused(faults);
    };
  }

  private static AssertionError refused(List<String> faults) {
    return new AssertionError(String.join("; ", faults));
  }
}
