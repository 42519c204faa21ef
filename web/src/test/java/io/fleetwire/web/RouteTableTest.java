package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.web.RouteTable.Match;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the table decides, without a server around it.
final class RouteTableTest {
  private static final Dialect PLAIN = new ProblemJson();

  @Test
  void aFixedSegmentIsPreferredAndAParameterIsTriedWhenItLeadsNowhere() {
    RouteTable table = table("/a/{x}", "/a/b", "/a/{x}/c", "/{y}/b/d");
    assertThat(found(table, "/a/b").route().path()).isEqualTo("/a/b");
    assertThat(found(table, "/a/b/c").parameters()).isEqualTo(Map.of("x", "b"));
    assertThat(found(table, "/a/b/d").parameters()).isEqualTo(Map.of("y", "a"));
  }

  @Test
  void theRestOfAPathIsMatchedLast() {
    RouteTable table = table("/{rest...}", "/a/{x}", "/a/b/{rest...}");
    assertThat(found(table, "/").parameters()).isEqualTo(Map.of("rest", ""));
    assertThat(found(table, "/x/y%2Fz").parameters()).isEqualTo(Map.of("rest", "x/y/z"));
    assertThat(found(table, "/a/b").parameters()).isEqualTo(Map.of("x", "b"));
    assertThat(found(table, "/a/b/c/d").parameters()).isEqualTo(Map.of("rest", "c/d"));
    assertThat(found(table, "/a/c/d").route().path()).isEqualTo("/{rest...}");
  }

  @Test
  void aParameterIsTriedWhereAFixedSegmentHasOtherMethods() {
    RouteTable table =
        new RouteTable(
            List.of(
                new RouteGroup(
                    "/",
                    PLAIN,
                    List.of(
                        route(HttpMethod.POST, "/a/b"),
                        route(HttpMethod.GET, "/a/{x}"),
                        route(HttpMethod.PUT, "/a/{x}")))),
            PLAIN);
    assertThat(found(table, "/a/b").parameters()).isEqualTo(Map.of("x", "b"));
    assertThat(table.find(HttpMethod.HEAD, "/a/b")).isInstanceOf(Match.Found.class);
    assertThat(table.find(HttpMethod.POST, "/a/b"))
        .isInstanceOfSatisfying(
            Match.Found.class, m -> assertThat(m.route().path()).isEqualTo("/a/b"));
    assertThat(table.find(HttpMethod.DELETE, "/a/b"))
        .isInstanceOfSatisfying(
            Match.OtherMethods.class,
            m ->
                assertThat(m.allow())
                    .containsExactlyInAnyOrder(
                        HttpMethod.GET,
                        HttpMethod.HEAD,
                        HttpMethod.POST,
                        HttpMethod.PUT,
                        HttpMethod.OPTIONS));
    assertThat(table.find(HttpMethod.POST, "/a/c"))
        .isInstanceOfSatisfying(
            Match.OtherMethods.class, m -> assertThat(m.allow()).doesNotContain(HttpMethod.POST));
  }

  @Test
  void parametersAreCalledWhatTheirOwnRouteCallsThem() {
    RouteTable table =
        new RouteTable(
            List.of(
                new RouteGroup(
                    "/",
                    PLAIN,
                    List.of(route(HttpMethod.GET, "/a/{id}"), route(HttpMethod.PUT, "/a/{name}")))),
            PLAIN);
    assertThat(found(table, "/a/1").parameters()).isEqualTo(Map.of("id", "1"));
    assertThat(table.find(HttpMethod.PUT, "/a/1"))
        .isInstanceOfSatisfying(
            Match.Found.class, m -> assertThat(m.parameters()).isEqualTo(Map.of("name", "1")));
  }

  @Test
  void theLongestPrefixGivesTheDialect() {
    Dialect outer = (_, _) -> Reply.empty(1);
    Dialect inner = (_, _) -> Reply.empty(2);
    RouteTable table =
        new RouteTable(
            List.of(
                new RouteGroup("/a", outer, List.of()), new RouteGroup("/a/b", inner, List.of())),
            PLAIN);
    assertThat(table.dialect("/a")).isSameAs(outer);
    assertThat(table.dialect("/a/bc")).isSameAs(outer);
    assertThat(table.dialect("/a/b/c")).isSameAs(inner);
    assertThat(table.dialect("/ab")).isSameAs(PLAIN);
  }

  @Test
  void twoRoutesForOneRequestAreABug() {
    assertThatThrownBy(() -> table("/a/{x}", "/a/{y}")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> table("a")).isInstanceOf(AssertionError.class);
  }

  private static Match.Found found(RouteTable table, String path) {
    return (Match.Found) table.find(HttpMethod.GET, path);
  }

  private static RouteTable table(String... paths) {
    List<Route> routes = Arrays.stream(paths).map(path -> route(HttpMethod.GET, path)).toList();
    return new RouteTable(List.of(new RouteGroup("/", PLAIN, routes)), PLAIN);
  }

  private static Route route(HttpMethod method, String path) {
    return new Route(
        method, path, new Authorization.Open(), new BodyRule.None(), _ -> Reply.empty(204));
  }
}
