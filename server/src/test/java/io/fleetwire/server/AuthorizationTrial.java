package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every route with every kind of caller, made from the route table itself: a route that is added
/// is tried without anybody thinking of it. Routes that need no token are named in
/// `trial/open-routes.txt`, which may only become shorter.
final class AuthorizationTrial {
  private static final String EVERYTHING = "kdms kai ke kc fleetwire";
  private static final String NO_SCOPE_OF_ANY_ROUTE = "tag.tags:view";

  private static TrialServer server;
  private static TrialCompany owner;
  private static TrialCompany stranger;
  private static TrialCompany manager;
  private static TrialLegacyKey legacy;

  /// Who calls. Each finds its own way to a set of headers.
  private enum Caller {
    OWNER,
    NOBODY,
    WITH_ANOTHER_SCHEME,
    WITH_GARBAGE,
    WITH_A_FORGED_TOKEN,
    WITH_AN_EXPIRED_TOKEN,
    WITH_A_REVOKED_TOKEN,
    WITH_TWO_TOKENS,
    WITHOUT_THE_SCOPE,
    OF_ANOTHER_ORGANIZATION,
    OF_A_MANAGING_ORGANIZATION,
    OF_NO_MANAGING_ORGANIZATION,
    FOR_A_CUSTOMER_WHO_DOES_NOT_EXIST,
    WITH_A_LEGACY_TOKEN,
    WITH_A_LEGACY_TOKEN_OF_BEFORE,
    WITH_AN_EXPIRED_LEGACY_TOKEN
  }

  /// What a caller must get.
  private enum Fate {
    /// Let in: whatever the route makes of an empty request, it is no refusal.
    ADMITTED,
    UNAUTHENTICATED,
    FORBIDDEN,
    /// What is somebody else's does not exist.
    NOT_FOUND
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    owner = server.company(EVERYTHING);
    stranger = server.company(EVERYTHING);
    manager = server.company(EVERYTHING);
    server.letManage(manager, owner);
    legacy = TrialLegacyKey.register(server, owner, EVERYTHING);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void routesWithoutATokenAreTheNamedOnes() throws IOException {
    Set<String> open = new TreeSet<>();
    routes()
        .filter(route -> route.authorization() instanceof Authorization.Open)
        .forEach(route -> open.add(route.method() + " " + route.path()));
    assertThat(open)
        .as("trial/open-routes.txt names every route that needs no token, and no other")
        .isEqualTo(openRoutes());
  }

  @TestFactory
  Stream<DynamicTest> everyRouteWithEveryKindOfCaller() {
    return routes()
        .filter(route -> rule(route).isPresent())
        .flatMap(
            route ->
                Stream.of(Caller.values())
                    .map(
                        caller ->
                            dynamicTest(
                                route.method() + " " + route.path() + " " + caller,
                                () -> isTreatedAsItMust(route, caller))));
  }

  private static void isTreatedAsItMust(Route route, Caller caller) {
    String path = path(route);
    Authorization.Token rule = rule(route).orElseThrow();
    KnoxAnswer answer = client(caller).send(route.method().name(), path, body(route));
    boolean ofAThing = route.path().contains("{");
    Fate fate = fate(caller, rule, ofAThing);
    switch (fate) {
      case ADMITTED -> assertThat(answer.status()).as("%s", answer).isNotIn(401, 403, 404, 500);
      case UNAUTHENTICATED -> {
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
      }
      case FORBIDDEN -> assertThat(answer.status()).as("%s", answer).isEqualTo(403);
      case NOT_FOUND -> assertThat(answer.status()).as("%s", answer).isEqualTo(404);
    }
    // An Apple device is enrolled by itself and not shown by a route: ApplePushTrial has more.
    if (fate != Fate.ADMITTED && ofAThing && !route.path().contains("{udid}")) {
      String thing = thing(route, path);
      assertThat(owner.caller().get(thing).status()).as("it is still there").isEqualTo(200);
    }
  }

  /// Which tokens a route takes, if it takes any.
  private static Optional<Authorization.Token> rule(Route route) {
    return switch (route.authorization()) {
      case Authorization.Token token -> Optional.of(token);
      case Authorization.TokenOrPerson(Authorization.Token token, var _) -> Optional.of(token);
      case Authorization.Open _, Authorization.Person _, Authorization.Page _ -> Optional.empty();
    };
  }

  private static Fate fate(Caller caller, Authorization.Token rule, boolean ofAThing) {
    return switch (caller) {
      case OWNER, OF_A_MANAGING_ORGANIZATION -> Fate.ADMITTED;
      case NOBODY,
          WITH_ANOTHER_SCHEME,
          WITH_GARBAGE,
          WITH_A_FORGED_TOKEN,
          WITH_AN_EXPIRED_TOKEN,
          WITH_A_REVOKED_TOKEN,
          WITH_TWO_TOKENS,
          WITH_A_LEGACY_TOKEN_OF_BEFORE,
          WITH_AN_EXPIRED_LEGACY_TOKEN ->
          Fate.UNAUTHENTICATED;
      case WITHOUT_THE_SCOPE -> rule.anyOf().isEmpty() ? Fate.ADMITTED : Fate.FORBIDDEN;
      case OF_ANOTHER_ORGANIZATION -> ofAThing ? Fate.NOT_FOUND : Fate.ADMITTED;
      case OF_NO_MANAGING_ORGANIZATION, FOR_A_CUSTOMER_WHO_DOES_NOT_EXIST -> Fate.FORBIDDEN;
      case WITH_A_LEGACY_TOKEN -> rule.legacyToo() ? Fate.ADMITTED : Fate.UNAUTHENTICATED;
    };
  }

  private static KnoxClient client(Caller caller) {
    KnoxClient anybody = server.anybody();
    return switch (caller) {
      case OWNER -> owner.caller();
      case NOBODY -> anybody;
      case WITH_ANOTHER_SCHEME -> anybody.with("Authorization", "Digest username=\"a\"");
      case WITH_GARBAGE -> anybody.bearing("garbage");
      case WITH_A_FORGED_TOKEN -> anybody.bearing(forged());
      case WITH_AN_EXPIRED_TOKEN -> anybody.bearing(expired());
      case WITH_A_REVOKED_TOKEN -> anybody.bearing(revoked());
      case WITH_TWO_TOKENS -> owner.caller().bearing(server.token(owner, Map.of()));
      case WITHOUT_THE_SCOPE -> withoutTheScope();
      case OF_ANOTHER_ORGANIZATION -> stranger.caller();
      case OF_A_MANAGING_ORGANIZATION -> actingFor(manager, owner.id().toString());
      case OF_NO_MANAGING_ORGANIZATION -> actingFor(stranger, owner.id().toString());
      case FOR_A_CUSTOMER_WHO_DOES_NOT_EXIST -> actingFor(manager, "999999");
      case WITH_A_LEGACY_TOKEN -> legacy.caller();
      case WITH_A_LEGACY_TOKEN_OF_BEFORE -> legacyUsed();
      case WITH_AN_EXPIRED_LEGACY_TOKEN ->
          anybody.with("x-knox-apitoken", legacy.header(Duration.ofSeconds(-1)));
    };
  }

  private static KnoxClient actingFor(TrialCompany company, String customer) {
    return company.caller().with("x-wsm-managed-tenantid", customer);
  }

  /// Somebody else's token with the last letter of its payload changed.
  private static String forged() {
    String[] parts = server.token(owner, Map.of()).split("\\.");
    String payload = parts[1];
    char last = payload.charAt(payload.length() / 2);
    String changed =
        payload.substring(0, payload.length() / 2)
            + (last == 'A' ? 'B' : 'A')
            + payload.substring(payload.length() / 2 + 1);
    return parts[0] + "." + changed + "." + parts[2];
  }

  private static String expired() {
    String token = server.token(owner, Map.of("expires_in", "1"));
    server.clock().advance(Duration.ofSeconds(2));
    return token;
  }

  private static String revoked() {
    String token = server.token(owner, Map.of());
    assertThat(server.anybody().revoke(owner.client(), token).status()).isEqualTo(200);
    return token;
  }

  /// Of the same organization, so that nothing but the scope is missing.
  private static KnoxClient withoutTheScope() {
    return server.anybody().bearing(server.tokenWithScope(owner, NO_SCOPE_OF_ANY_ROUTE));
  }

  private static KnoxClient legacyUsed() {
    KnoxClient used = legacy.caller();
    assertThat(used.get("/kwn/v1/subscriptions").status()).isEqualTo(200);
    return used;
  }

  /// The route's path with things of the owner where it has parameters.
  private static String path(Route route) {
    return route
        .path()
        .replace("{udid}", "UDID-1")
        .replace("{user}", "USER-1")
        .replace("{subscriptionId}", subscription(route))
        .replace("{operationId}", operation(route))
        .replace("{eventType}", ours(route, "{eventType}", api -> api.eventType("trial.listed")))
        .replace("{endpointId}", ours(route, "{endpointId}", TrialApi::endpoint))
        .replace("{deliveryId}", ours(route, "{deliveryId}", TrialApi::delivery))
        .replace("{replayId}", ours(route, "{replayId}", TrialApi::replay));
  }

  private static String ours(Route route, String parameter, Function<TrialApi, String> make) {
    return route.path().contains(parameter) ? make.apply(new TrialApi(owner.caller())) : "";
  }

  /// The path of the thing itself, where the route's path goes on to something that is done with
  /// it.
  private static String thing(Route route, String path) {
    String more = route.path().substring(route.path().indexOf('}') + 1);
    return path.substring(0, path.length() - more.length());
  }

  private static String subscription(Route route) {
    if (!route.path().contains("{subscriptionId}")) {
      return "";
    }
    KnoxClient caller = owner.caller();
    for (var old : TrialJson.of(200, caller.get("/kwn/v1/subscriptions")).path("payload")) {
      caller.delete("/kwn/v1/subscriptions/" + old.path("id").stringValue());
    }
    return TrialJson.of(
            200,
            caller.subscribe(URI.create("http://127.0.0.1:9/a"), List.of("KDMS_DEVICE_DELETE")))
        .path("payload")
        .path("id")
        .stringValue();
  }

  private static String operation(Route route) {
    if (!route.path().contains("{operationId}")) {
      return "";
    }
    return TrialJson.of(202, owner.caller().upload(List.of(DeviceNumbers.imei(1))))
        .path("data")
        .path("operationId")
        .stringValue();
  }

  private static Payload body(Route route) {
    return switch (route.body()) {
      case BodyRule.None _ -> payload("", "");
      case BodyRule.Json _ -> payload("application/json", "{}");
      case BodyRule.Form _ -> payload("application/x-www-form-urlencoded", "a=b");
      case BodyRule.Bytes _ -> payload("application/octet-stream", "x");
    };
  }

  private static Payload payload(String contentType, String text) {
    return new Payload(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Stream<Route> routes() {
    return server.routes().stream().flatMap(group -> group.routes().stream());
  }

  private static Set<String> openRoutes() throws IOException {
    try (InputStream in = AuthorizationTrial.class.getResourceAsStream("/trial/open-routes.txt")) {
      Set<String> named = new TreeSet<>();
      assertThat(in).isNotNull();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(named::add);
      return named;
    }
  }
}
