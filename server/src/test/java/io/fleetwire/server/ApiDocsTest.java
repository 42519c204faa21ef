package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Scope;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.QueryRule;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The description of the API cannot drift: it is compared with the route table of a running
/// server.
final class ApiDocsTest {
  private static final ApiDocs DOCS = new ApiDocs(Optional.empty());
  private static final JsonNode API = DocsPage.read(DOCS.description().body());
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "options");

  @Test
  void everyRouteIsDescribedWithItsAuthorizationAndNothingElseIs(@TempDir Path data) {
    Map<String, String> table = new TreeMap<>();
    try (Running running = Running.start(data)) {
      running.server.routes().stream()
          .flatMap(group -> group.routes().stream())
          .filter(route -> !route.path().startsWith("/portal"))
          .forEach(route -> table.put(name(route), authorization(route.authorization())));
    }
    assertThat(described()).isEqualTo(table);
  }

  @Test
  void pathParametersAreDescribed() {
    API.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            assertThat(parameters(operation.getValue(), "path"))
                                .as(path.getKey())
                                .isEqualTo(parametersIn(path.getKey()))));
  }

  /// What is described is what is read, where a parameter that is neither is refused.
  @Test
  void queryParametersAreDescribed(@TempDir Path data) {
    Map<String, Set<String>> read = new TreeMap<>();
    try (Running running = Running.start(data)) {
      running.server.routes().stream()
          .filter(group -> group.query() == QueryRule.REFUSE_OTHERS)
          .flatMap(group -> group.routes().stream())
          .forEach(route -> read.put(name(route), route.query()));
    }
    Map<String, Set<String>> described = new TreeMap<>();
    eachOperation(
        (name, operation) -> {
          if (read.containsKey(name)) {
            described.put(name, parameters(operation, "query"));
          }
        });
    assertThat(described).isEqualTo(read);
  }

  @Test
  void referencesLeadSomewhereAndOperationsHaveNames() {
    String text = new String(DOCS.description().body(), StandardCharsets.UTF_8);
    Pattern.compile("\\$ref: \"#([^\"]+)\"")
        .matcher(text)
        .results()
        .forEach(r -> assertThat(API.at(r.group(1)).isMissingNode()).as(r.group(1)).isFalse());
    List<String> names =
        operations().map(operation -> operation.path("operationId").asString("")).toList();
    assertThat(names).doesNotHaveDuplicates().doesNotContain("");
    assertThat(operations()).allMatch(operation -> operation.has("summary"));
  }

  /// Answers without a body, or with one that nobody reads.
  private static final Set<String> BARE =
      Set.of("revoke", "testWebhook", "binGreet", "binConsent", "binTake");

  @Test
  void everyGoodAnswerWithABodySaysWhatIsInIt() {
    operations()
        .filter(operation -> !BARE.contains(operation.path("operationId").asString()))
        .forEach(
            operation ->
                operation.path("responses").properties().stream()
                    .filter(response -> response.getKey().matches("20[0-3]"))
                    .forEach(
                        response ->
                            assertThat(response.getValue().path("content").values())
                                .as("%s %s", operation.path("operationId"), response.getKey())
                                .isNotEmpty()
                                .allMatch(content -> content.has("schema"))));
  }

  @Test
  void membersAreShownWithTheirLimits() {
    String page = new String(DOCS.page().body(), StandardCharsets.UTF_8);
    assertThat(page)
        .contains("<code>retry</code>", "<code>devices[].effectiveStatus</code>")
        .contains("query: integer, 1 to 200, else 50")
        .contains("one of hmac, ed25519, none, else hmac");
  }

  @Test
  void aPublicAddressIsShown() {
    ApiDocs docs = new ApiDocs(Optional.of(URI.create("https://fleet.example.com")));
    assertThat(DocsPage.read(docs.description().body()).at("/servers/0/url").stringValue())
        .isEqualTo("https://fleet.example.com");
  }

  @Test
  void thePageHasEveryOperationAndEveryProblem() {
    String page = new String(DOCS.page().body(), StandardCharsets.UTF_8);
    operations()
        .forEach(o -> assertThat(page).contains("id=\"" + o.path("operationId").asString() + "\""));
    Set<String> anchors = new TreeSet<>();
    for (Problem problem : SampleProblems.ALL) {
      anchors.add(anchor(problem));
    }
    Set<String> helped = new TreeSet<>();
    ProblemHelp.ALL.forEach(help -> helped.add("problem-" + help.name()));
    assertThat(helped).isEqualTo(anchors);
    anchors.forEach(anchor -> assertThat(page).contains("id=\"" + anchor + "\""));
  }

  @Test
  void thePageIsWellFormedAndHasNoScript() {
    String page = new String(DOCS.page().body(), StandardCharsets.UTF_8);
    assertThat(page).doesNotContain("<script", "style=\"", "http://", "onclick");
    for (String element : List.of("details", "div", "p", "table", "ul", "pre", "code", "h3")) {
      assertThat(count(page, "<" + element + "[ >]"))
          .as(element)
          .isEqualTo(count(page, "</" + element + ">"));
    }
  }

  private static String anchor(Problem problem) {
    Request any =
        Request.of(
            new Request.Head(HttpMethod.GET, "/", List.of(), List.of(), new TraceId("t"), ""));
    String type =
        Json.parse(new ProblemJson().write(problem, any).body()).get("type").stringValue();
    return type.substring(type.indexOf('#') + 1);
  }

  private static Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    eachOperation((name, operation) -> described.put(name, security(operation.path("security"))));
    return described;
  }

  private static void eachOperation(BiConsumer<String, JsonNode> what) {
    API.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(
                        method ->
                            what.accept(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
  }

  private static Stream<JsonNode> operations() {
    return API.path("paths").values().stream().flatMap(path -> path.values().stream());
  }

  private static String name(Route route) {
    return route.method() + " " + route.path();
  }

  // One line per way in: "open", or "oauth <scope>", "oauth" for any token, "knoxToken".
  private static String authorization(Authorization authorization) {
    return switch (authorization) {
      case Authorization.Open() -> "open";
      case Authorization.Page _ -> throw new AssertionError("pages are no part of the API");
      case Authorization.Person(var permission) -> "person " + permission;
      case Authorization.TokenOrPerson(Authorization.Token token, var permission) ->
          authorization(token) + ", person " + permission;
      case Authorization.Token(Set<Scope> anyOf, boolean legacyToo) -> {
        Set<String> ways = new TreeSet<>();
        anyOf.forEach(scope -> ways.add("oauth " + scope));
        if (anyOf.isEmpty()) {
          ways.add("oauth");
        }
        if (legacyToo) {
          ways.add("knoxToken");
        }
        yield String.join(", ", ways);
      }
    };
  }

  private static String security(JsonNode security) {
    assertThat(security.isArray()).as("security is given for each operation").isTrue();
    if (security.isEmpty()) {
      return "open";
    }
    return security.values().stream()
        .flatMap(way -> way.properties().stream())
        .map(way -> (way.getKey() + " " + way.getValue().path(0).asString("")).strip())
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.joining(", "));
  }

  private static Set<String> parametersIn(String path) {
    return Pattern.compile("\\{([^}]+)}")
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> parameters(JsonNode operation, String place) {
    return operation.path("parameters").values().stream()
        .map(ApiDocsTest::resolved)
        .filter(parameter -> parameter.path("in").asString("").equals(place))
        .map(parameter -> parameter.path("name").asString())
        .collect(Collectors.toSet());
  }

  private static JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : API.at(reference.substring(1));
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
