package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Access;
import io.fleetwire.access.AccessSettings;
import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.PasswordCost;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.Scopes;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.engine.World;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.EngineByHand;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.RecordingSender;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.SilentObserver;
import io.fleetwire.testkit.TrialDatabase;
import io.fleetwire.web.Authenticator;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.Identity;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.PersonAuthenticator;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import io.fleetwire.web.SessionCookie;
import io.fleetwire.web.WebServer;
import io.fleetwire.web.WebSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The slice as it is wired, behind a real server on a free port and above a real database. Time
/// stands still, callbacks are kept instead of sent, and pumps go when they are stepped. Opening
/// another site on the same folder after closing this one is a restart.
final class LabSite implements AutoCloseable {
  // Helidon tells at length of every server that starts and stops.
  private static final Logger QUIET = Logger.getLogger("io.helidon");
  private static final JsonMapper JSON = new JsonMapper();

  final SettableClock clock;
  final RecordingSender sender = new RecordingSender();
  final Access access;
  final Database database;
  final LabService service;
  private final SqlEngineStore store;
  private final AtomicInteger people = new AtomicInteger();
  private final EngineByHand engine;
  private final WebServer server;
  private final KnoxClient client;

  private LabSite(Path folder, SettableClock clock) {
    QUIET.setLevel(Level.OFF);
    this.clock = clock;
    this.database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Callbacks.SCHEMA, Access.SCHEMA, Lab.SCHEMA));
    SecureRandom random = new SecureRandom();
    World world = new World(clock, random);
    AccessSettings standard = AccessSettings.standard("test");
    this.access =
        Access.open(
            database,
            new AccessSettings(
                "test",
                standard.catalogue(),
                standard.keyLifetime(),
                standard.refreshLifetime(),
                new PasswordCost(8, 1, 1)),
            clock,
            random);
    Callbacks callbacks =
        Callbacks.open(database, sender, "lab.example", new CallbackWorld(clock, random));
    Lab lab = Lab.open(database, callbacks, LabSettings.STANDARD, clock);
    this.store = new SqlEngineStore(database);
    this.engine =
        new EngineByHand(
            new EnginePorts(
                store, sender, List.of(lab.format(), new OwnFormat()), new SilentObserver()),
            world);
    this.service =
        lab.serve(
            new LabPorts(
                store,
                engine.engine().intake(),
                engine.engine().endpointSwitch(),
                engine.engine().redelivery(),
                access));
    this.server =
        new WebServer(
            WebSettings.standard(new ListenAddress("127.0.0.1", 0)),
            service.routes(),
            new NoTokens()
                .withPeople(
                    new PersonAuthenticator(
                        access.signIn()::checkKey,
                        access.sessions()::find,
                        new SessionCookie(false))),
            new Complaints(),
            world);
    server.start();
    this.client = KnoxClient.of(URI.create("http://127.0.0.1:" + server.port()));
  }

  static LabSite open(Path folder) {
    return new LabSite(folder, SettableClock.atNoon());
  }

  /// The same house after a restart.
  static LabSite open(Path folder, SettableClock clock) {
    return new LabSite(folder, clock);
  }

  OrganizationId newOrganization() {
    return access.organizations().create("Lab").id();
  }

  KnoxClient anybody() {
    return client;
  }

  /// A caller with the key of a new person.
  KnoxClient person(OrganizationId organization, Role role) {
    String name = "person" + people.incrementAndGet() + "." + organization;
    return personCalled(name + "@lab.example", organization, role);
  }

  KnoxClient personCalled(String email, OrganizationId organization, Role role) {
    if (access.users().create(organization, email, role)
            instanceof UserAnswer.NewUser(var user, var _)
        && access.keyDesk().create(user.principal(), user.id(), "test")
            instanceof KeyDesk.Answer.Made(var _, var secret)) {
      return as(email, secret.reveal());
    }
    throw new AssertionError("no person");
  }

  /// Whoever this key is of.
  KnoxClient as(String login, String key) {
    return client.basic(login, key);
  }

  /// A lab of its own, called by its owner.
  LabCaller lab() {
    OrganizationId organization = newOrganization();
    return new LabCaller(organization, person(organization, Role.OWNER));
  }

  /// An endpoint that is none of the lab's asks for events by their type, each device's in order.
  void endpoint(OrganizationId organization, String url, String types) {
    Endpoint endpoint =
        new Endpoint(
            engine.engine().intake().newEndpointId(),
            organization,
            new Target(new OwnFormat().name(), url, URI.create(url)),
            new EventFilter(Set.of(new TypePattern(types)), List.of()),
            new DeliveryPlan(
                RetryPlan.STANDARD,
                Budgets.STANDARD,
                DeliveryPlan.CONCURRENCY_MAX,
                Ordering.BY_SUBJECT,
                DeliveryPlan.UNLIMITED));
    store.write(
        tx -> {
          tx.putEndpoint(endpoint);
          return endpoint;
        });
  }

  /// Nobody is told of anything any more, and what was sent is forgotten.
  void forget() {
    for (Webhook webhook : database.read(WebhookTable::all)) {
      Principal caller =
          new Principal(webhook.organization(), Scopes.NONE, "test", Principal.Kind.USER);
      service.desks().webhooks().remove(caller, webhook.id());
    }
    sender.forget();
  }

  /// Steps everything until nothing is sent any more.
  void deliver() {
    engine.deliver(service.pumps());
  }

  /// What was sent to `url` so far, by its activities.
  List<String> told(String url) {
    deliver();
    return sender.sent().stream()
        .filter(request -> request.url().toString().equals(url))
        .map(request -> body(request).path("eventActivity").stringValue(""))
        .toList();
  }

  /// The email address of whoever is longest in an organization: the owner of its lab.
  String owner(OrganizationId organization) {
    return access.directory().users(organization).getFirst().email();
  }

  static JsonNode body(OutboundRequest request) {
    return JSON.readTree(request.body().bytes());
  }

  /// A header of a request, or an empty text.
  static String header(OutboundRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.isNamed(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  static String text(OutboundRequest request) {
    return new String(request.body().bytes(), StandardCharsets.UTF_8);
  }

  /// The body of an answer that must have `status`.
  static JsonNode json(int status, KnoxAnswer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    return JSON.readTree(answer.body().bytes());
  }

  @Override
  public void close() {
    client.close();
    server.close();
    database.close();
  }

  /// Sends the payload as it is kept, and its type beside it.
  private record OwnFormat() implements CallbackFormat {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
      Header type = new Header("Type", ready.event().type().name());
      return new OutboundRequest(endpoint.target().url(), List.of(type), ready.event().payload());
    }
  }

  private static final class NoTokens implements Authenticator {
    @Override
    public Identity authenticate(Request head, Authorization.Token rule) {
      return new Identity.Refused(new Problem.Forbidden("no route here takes a token"));
    }
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
