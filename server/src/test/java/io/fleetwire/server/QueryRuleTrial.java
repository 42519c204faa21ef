package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.QueryRule;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A query parameter that nobody reads is refused on every path of ours, and on none of a vendor's.
final class QueryRuleTrial {
  private static final String TYPO = "organisation";

  private static TrialServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteOfOursRefusesWhatItDoesNotRead() {
    KnoxClient program = server.company("fleetwire").caller();
    KnoxClient person = TrialLab.open(server).caller();
    for (Route route : ours()) {
      KnoxClient caller = route.path().startsWith("/api/") ? program : person;
      KnoxAnswer answer = call(caller, route);
      String name = route.method() + " " + route.path();
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(400);
      assertThat(answer.text()).as(name).contains(TYPO, "unknown parameter");
      route.query().forEach(known -> assertThat(answer.text()).as(name).contains(known));
    }
  }

  private static List<Route> ours() {
    List<Route> routes =
        server.routes().stream()
            .flatMap(group -> group.routes().stream())
            .filter(route -> route.path().matches("/(api|v2)/.*"))
            .toList();
    assertThat(routes).hasSizeGreaterThan(80);
    return routes;
  }

  /// Whether there is such a thing is not even looked at.
  private static KnoxAnswer call(KnoxClient caller, Route route) {
    String path = route.path().replaceAll("\\{[^}]+}", "1") + "?" + TYPO + "=1";
    return caller.send(route.method().name(), path, new Payload("", new byte[0]));
  }

  @Test
  void eachIsNamedOnceWithThoseThatThereAre() {
    KnoxClient caller = server.company("fleetwire").caller();
    KnoxAnswer answer = caller.get(TrialApi.REPLAYS + "?b=1&limit=7&a=%22&b=2");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(TrialJson.of(400, answer).path("errors"))
        .extracting(error -> error.path("pointer").stringValue())
        .containsExactly("b", "a");
    assertThat(answer.text()).contains("unknown parameter; there are cursor, limit");
  }

  @Test
  void whoMayNotCallLearnsNothingOfParameters() {
    assertThat(server.anybody().get(TrialApi.REPLAYS + "?" + TYPO + "=1").status()).isEqualTo(401);
  }

  /// Clients of vendors send what their own servers understand.
  @Test
  void pathsOfVendorsIgnoreWhatTheyDoNotRead() {
    assertThat(server.routes())
        .filteredOn(group -> group.query() == QueryRule.REFUSE_OTHERS)
        .extracting(RouteGroup::prefix)
        .containsExactlyInAnyOrder("/api", "/api/v1/apple", "/v2");
    KnoxClient knox = server.company("kdms.devices").caller();
    assertThat(knox.get("/kwn/v1/subscriptions?" + TYPO + "=1").status()).isEqualTo(200);
    KnoxClient person = TrialLab.open(server).caller();
    assertThat(person.get("/v1/devices?" + TYPO + "=1").status()).isEqualTo(200);
  }
}
