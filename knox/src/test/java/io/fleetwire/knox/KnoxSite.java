package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.access.Access;
import io.fleetwire.access.AccessSettings;
import io.fleetwire.access.AuditEntry;
import io.fleetwire.access.ClientAnswer;
import io.fleetwire.access.ClientRegistration;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.World;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.EngineByHand;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import io.fleetwire.testkit.RecordingSender;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.SilentObserver;
import io.fleetwire.testkit.TrialDatabase;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import io.fleetwire.web.TokenAuthenticator;
import io.fleetwire.web.WebServer;
import io.fleetwire.web.WebSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The slice as it is wired, behind a real server on a free port and above a real database. Time
/// stands still, requests to receivers are kept instead of sent, and pumps go when they are
/// stepped.
final class KnoxSite implements AutoCloseable {
  // Helidon tells at length of every server that starts and stops.
  private static final Logger QUIET = Logger.getLogger("io.helidon");
  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = SettableClock.atNoon();
  final RecordingSender sender = new RecordingSender();
  final Access access;
  final Knox knox;
  final KnoxService service;
  private final AtomicInteger organizations = new AtomicInteger();
  private final Database database;
  private final EngineByHand engine;
  private final WebServer server;
  private final KnoxClient client;

  private KnoxSite(Path folder, KnoxSettings settings) {
    QUIET.setLevel(Level.OFF);
    this.database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Access.SCHEMA, Knox.SCHEMA));
    SecureRandom random = new SecureRandom();
    World world = new World(clock, random);
    this.access = Access.open(database, AccessSettings.standard("test"), clock, random);
    this.knox = Knox.open(database, settings, new KnoxWorld(clock, random, random));
    SqlEngineStore store = new SqlEngineStore(database);
    this.engine =
        new EngineByHand(
            new EnginePorts(store, sender, List.of(knox.format()), new SilentObserver()), world);
    this.service = knox.serve(new KnoxPorts(store, engine.engine().intake(), access, sender));
    this.server =
        new WebServer(
            WebSettings.standard(new ListenAddress("127.0.0.1", 0)),
            service.routes(),
            new TokenAuthenticator(
                access.accessTokens()::verify,
                access.legacyTokens()::verify,
                access.organizations()::actFor),
            new Complaints(),
            world);
    server.start();
    this.client = KnoxClient.of(URI.create("http://127.0.0.1:" + server.port()));
  }

  static KnoxSite open(Path folder) {
    return new KnoxSite(folder, KnoxSettings.STANDARD);
  }

  static KnoxSite open(Path folder, KnoxSettings settings) {
    return new KnoxSite(folder, settings);
  }

  int port() {
    return server.port();
  }

  KnoxDesks desks() {
    return service.desks();
  }

  /// What was done in an organization, the newest first.
  List<String> audit(OrganizationId organization) {
    return access.audit().list(organization, Long.MAX_VALUE, 100).stream()
        .map(AuditEntry::action)
        .toList();
  }

  /// A caller without a token.
  KnoxClient anonymous() {
    return client;
  }

  OrganizationId newOrganization() {
    return access.organizations().create("org " + organizations.incrementAndGet()).id();
  }

  KnoxCredentials credentials(OrganizationId organization, String scopes) {
    ClientAnswer answer =
        access
            .clients()
            .register(
                new ClientRegistration(
                    organization,
                    Scopes.parse(scopes).orElseThrow(),
                    Duration.ofMinutes(10),
                    Set.of("https://client.example/back")));
    ClientAnswer.NewClient registered = (ClientAnswer.NewClient) answer;
    return new KnoxCredentials(registered.client().id(), registered.secret().reveal());
  }

  /// A caller of `organization` whose token has these scopes, and lasts an hour.
  KnoxClient caller(OrganizationId organization, String scopes) {
    return client.bearing(token(credentials(organization, scopes)));
  }

  /// A caller of an organization that nobody else has.
  KnoxClient caller(String scopes) {
    return caller(newOrganization(), scopes);
  }

  String token(KnoxCredentials credentials) {
    KnoxAnswer answer = client.token(credentials, Map.of("expires_in", "3600"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).get("access_token").textValue();
  }

  /// Steps the slice's pumps until there is nothing to do now.
  void finishOperations() {
    for (Pump pump : service.pumps()) {
      while (!pump.step().isAfter(clock.instant())) {
        // Each step does a part.
      }
    }
  }

  /// Steps the engine until every delivery that is due has been attempted.
  void deliver() {
    engine.deliver(List.of());
  }

  /// The requests to `url`, in their order.
  List<OutboundRequest> sentTo(URI url) {
    return sender.sent().stream().filter(request -> request.url().equals(url)).toList();
  }

  static JsonNode json(KnoxAnswer answer) {
    return json(answer.text());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  static String header(OutboundRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.isNamed(name))
        .map(Header::value)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
    server.close();
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

  /// Noon of the day on which all tests begin.
  Instant now() {
    return clock.instant();
  }
}
