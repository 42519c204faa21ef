package io.fleetwire.web;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scope;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.World;
import io.fleetwire.web.WebSettings.Patience;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// A server with routes of every kind, on a free port.
final class House implements AutoCloseable {
  static final int BODY_MAX = 2_000;

  /// More than the buffers of both ends take.
  private static final int BIG = 30_000_000;

  final RecordingLog log = new RecordingLog();
  final CountDownLatch slowEntered = new CountDownLatch(1);
  final CountDownLatch slowMayEnd = new CountDownLatch(1);
  private final WebServer server;

  // Helidon tells at length of every server that starts and stops.
  private static final Logger QUIET = Logger.getLogger("io.helidon");

  private House(WebSettings settings) {
    this.server =
        new WebServer(
            settings,
            List.of(plain(), strange()),
            House::authenticate,
            log,
            new World(InstantSource.system(), new SecureRandom()));
  }

  static House open() {
    return open(Patience.STANDARD);
  }

  static House open(Patience patience) {
    return open(patience, 100);
  }

  static House open(int port) {
    return open(WebSettings.standard(new ListenAddress("127.0.0.1", port)));
  }

  static House open(Patience patience, int connectionsMax) {
    return open(new WebSettings(new ListenAddress("127.0.0.1", 0), connectionsMax, patience));
  }

  static House open(ServerTls tls) {
    return open(tls, Patience.STANDARD);
  }

  static House open(ServerTls tls, Patience patience) {
    ListenAddress free = new ListenAddress("127.0.0.1", 0);
    return open(
        new WebSettings(free, 100, patience).withTls(new WebSettings.TlsListener(free, tls)));
  }

  private static House open(WebSettings settings) {
    QUIET.setLevel(Level.OFF);
    House house = new House(settings);
    house.server.start();
    return house;
  }

  int port() {
    return server.port();
  }

  int tlsPort() {
    return server.tlsPort().orElseThrow();
  }

  Wire connect() {
    return Wire.to(port());
  }

  private RouteGroup plain() {
    Authorization open = new Authorization.Open();
    BodyRule none = new BodyRule.None();
    return new RouteGroup(
        "/",
        new ProblemJson(),
        List.of(
            new Route(HttpMethod.GET, "/hello", open, none, _ -> Reply.text(200, "hello")),
            new Route(HttpMethod.GET, "/items/{id}", open, none, House::item),
            new Route(HttpMethod.GET, "/items/special", open, none, _ -> Reply.text(200, "fixed")),
            new Route(HttpMethod.DELETE, "/items/{id}", open, none, _ -> Reply.empty(204)),
            new Route(HttpMethod.GET, "/items/{id}/parts/{part}", open, none, House::part),
            new Route(
                HttpMethod.POST, "/act", open, none, r -> Reply.text(200, "" + r.body().length)),
            new Route(HttpMethod.GET, "/who", open, none, House::who),
            new Route(HttpMethod.GET, "/query", open, none, House::query),
            new Route(HttpMethod.GET, "/page", open, none, House::page),
            new Route(HttpMethod.GET, "/json-only", open, none, House::jsonOnly),
            new Route(HttpMethod.POST, "/echo", open, new BodyRule.Json(BODY_MAX), House::echo),
            new Route(HttpMethod.POST, "/form", open, new BodyRule.Form(BODY_MAX), House::form),
            new Route(HttpMethod.POST, "/typed", open, new BodyRule.Json(BODY_MAX), House::typed),
            new Route(HttpMethod.GET, "/big", open, none, _ -> Reply.text(200, "x".repeat(BIG))),
            new Route(HttpMethod.GET, "/slow", open, none, this::slow),
            new Route(HttpMethod.GET, "/secret", token("kai.app"), none, House::whoami),
            new Route(HttpMethod.GET, "/anybody", token(), none, House::whoami),
            new Route(HttpMethod.GET, "/problem/{name}", open, none, House::problem)));
  }

  private static RouteGroup strange() {
    Dialect dialect =
        (problem, request) -> Reply.text(problem.status(), "strange: " + problem.explanation());
    return new RouteGroup(
        "/strange",
        dialect,
        List.of(
            new Route(
                HttpMethod.PUT,
                "/strange/thing",
                new Authorization.Open(),
                new BodyRule.Json(BODY_MAX),
                House::echo)));
  }

  private static Authorization token(String... scopes) {
    return new Authorization.Token(
        Set.of(scopes).stream().map(Scope::new).collect(Collectors.toUnmodifiableSet()), false);
  }

  // "Bearer <scopes>" stands for a token with these scopes.
  private static Identity authenticate(Request head, Authorization.Token rule) {
    return head.header("Authorization")
        .map(value -> value.substring("Bearer ".length()))
        .<Identity>map(
            scopes ->
                new Identity.Known(
                    new Principal(
                        new OrganizationId(7),
                        Scopes.parse(scopes).orElseThrow(),
                        "client-1",
                        Principal.Kind.OAUTH)))
        .orElseGet(
            () ->
                new Identity.Refused(
                    new Problem.Unauthenticated(Problem.Kind.MISSING, "send a token")));
  }

  private static Reply item(Request request) {
    return Reply.text(200, "item " + request.pathParameter("id"));
  }

  private static Reply part(Request request) {
    return Reply.text(200, request.pathParameter("id") + " " + request.pathParameter("part"));
  }

  private static Reply who(Request request) {
    return Reply.text(
        200,
        request.certificates().stream()
            .map(c -> c.getSubjectX500Principal().getName())
            .findFirst()
            .orElse("nobody"));
  }

  private static Reply query(Request request) {
    return Reply.text(200, request.query("q").orElse("none"));
  }

  private static Reply page(Request request) {
    PageNumber page = request.page();
    return Reply.text(200, page.number() + " " + page.size() + " " + page.offset());
  }

  private static Reply jsonOnly(Request request) {
    request.requireAccepts("application/json");
    return Reply.json(200, Json.mapper().createObjectNode());
  }

  private static Reply echo(Request request) {
    return Reply.json(200, Json.parse(request.body()));
  }

  private static Reply form(Request request) {
    return Reply.text(200, request.form().find("a").orElse("none"));
  }

  private static Reply typed(Request request) {
    JsonBody body = request.json();
    String url = body.string("url");
    List<String> events = body.strings("events", 3);
    int size = body.integer("size", new JsonBody.Range(1, 9), 5);
    String inner = body.object("nested").string("a/b");
    body.refuseOthers(Set.of("url", "events", "size", "nested"));
    body.check();
    return Reply.text(200, url + " " + events + " " + size + " " + inner);
  }

  private Reply slow(Request request) {
    slowEntered.countDown();
    try {
      slowMayEnd.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Reply.text(200, "done");
  }

  private static Reply whoami(Request request) {
    return Reply.text(200, request.principal().client());
  }

  private static Reply problem(Request request) {
    Problem problem =
        switch (request.pathParameter("name")) {
          case "store" -> throw new StoreUnavailableException("disk full", new IOException());
          case "bug" -> throw new IllegalStateException("a secret detail");
          case "broken-rule" -> throw new AssertionError("a broken rule");
          case "conflict" -> new Problem.Conflict("already there");
          case "limit" -> new Problem.LimitExceeded("at most 24");
          case "too-many" -> new Problem.TooManyRequests(Duration.ofMillis(2_500));
          case "forbidden" -> new Problem.Forbidden("not yours");
          default -> new Problem.NotFound("no such problem");
        };
    throw new ProblemException(problem);
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() {
    slowMayEnd.countDown();
    server.close();
  }
}
