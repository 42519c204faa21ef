package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Points 8 to 13 of the contract's acceptance list, over real sockets.
final class DeclarationsTest extends OwnSite {
  static final String TOKENS = tokens("a", "b", "c", "d");

  private static final String ITEMS =
      """
      {"activations":[{"identifier":"act","serverToken":"1"}],"configurations":[],"assets":[],
       "management":[]}
      """;

  private TestDevice device;

  @BeforeEach
  void enrol() {
    device = site.enrolled("UDID-1");
    backend.answer("declaration-tokens", 200, TOKENS);
    backend.answer("declaration-items", 200, ITEMS);
    backend.forget();
  }

  static String tokens(String activations, String configurations, String assets, String rest) {
    return """
    {"activationsToken":"%s","configurationsToken":"%s","assetsToken":"%s","managementToken":"%s"}
    """
        .formatted(activations, configurations, assets, rest);
  }

  @Test
  void commandTokensAndItemsSayTheSameToken() {
    backend.answer("checkin", 200, "{\"_tag\":\"DdmSync\",\"serverToken\":\"s-1\"}");
    JsonNode data =
        AppleJson.parse(
                TestDevice.plist(device.idle())
                    .dictionary("Command")
                    .orElseThrow()
                    .data("Data")
                    .orElseThrow())
            .orElseThrow();
    JsonNode tokens = json(device.checkIn(device.declarative("tokens")));
    JsonNode items = json(device.checkIn(device.declarative("declaration-items")));
    assertThat(data).isEqualTo(tokens);
    String token = tokens.at("/SyncTokens/DeclarationsToken").asString();
    assertThat(token).matches("[0-9a-f]{64}");
    assertThat(items.path("DeclarationsToken").asString()).isEqualTo(token);
    assertThat(tokens.at("/SyncTokens/Timestamp").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  void anyOfTheFourChangesTheToken() {
    Set<String> folds = new HashSet<>();
    for (String body :
        new String[] {
          tokens("ab", "c", "d", "e"),
          tokens("a", "bc", "d", "e"),
          tokens("a", "b", "cd", "e"),
          tokens("a", "b", "c", "de"),
          tokens("x", "c", "d", "e"),
          tokens("ab", "x", "d", "e"),
          tokens("ab", "c", "x", "e"),
          tokens("ab", "c", "d", "x")
        }) {
      folds.add(fold(body).orElseThrow());
    }
    assertThat(folds).hasSize(8);
    assertThat(fold("{\"activationsToken\":\"a\"}")).isEmpty();
  }

  @Test
  void theTimestampOfATokenStaysAndTheNextOneIsLater() {
    JsonNode first = json(device.checkIn(device.declarative("tokens")));
    assertThat(json(device.checkIn(device.declarative("tokens")))).isEqualTo(first);
    backend.answer("declaration-tokens", 200, tokens("a", "b", "c", "new"));
    JsonNode second = json(device.checkIn(device.declarative("tokens")));
    assertThat(second.at("/SyncTokens/Timestamp").asString())
        .isGreaterThan(first.at("/SyncTokens/Timestamp").asString());
  }

  @Test
  void tokensAreAskedBeforeItems() {
    backend.answer(
        "declaration-tokens",
        _ -> {
          backend.answer("declaration-tokens", 200, tokens("new", "b", "c", "d"));
          return new FakeBackend.Said(200, TOKENS);
        });
    JsonNode items = json(device.checkIn(device.declarative("declaration-items")));
    assertThat(backend.said()).containsExactly("declaration-tokens", "declaration-items");
    assertThat(items.path("DeclarationsToken").asString()).isEqualTo(fold(TOKENS).orElseThrow());
  }

  @Test
  void allFourListsAreThereAlsoWhenTheyAreEmpty() {
    backend.answer(
        "declaration-items",
        200,
        "{\"activations\":[],\"configurations\":[],\"assets\":[],\"management\":[]}");
    JsonNode lists =
        json(device.checkIn(device.declarative("declaration-items"))).path("Declarations");
    assertThat(lists.propertyNames())
        .containsExactlyInAnyOrder("Activations", "Configurations", "Assets", "Management");
    assertThat(lists.values()).allMatch(list -> list.isArray() && list.isEmpty());
  }

  @Test
  void aListThatIsMissingIsNoEmptyList() {
    backend.answer("declaration-items", 200, "{\"activations\":[]}");
    assertThat(device.checkIn(device.declarative("declaration-items")).statusCode()).isEqualTo(500);
    backend.answer("declaration-tokens", 200, "{}");
    assertThat(device.checkIn(device.declarative("tokens")).statusCode()).isEqualTo(500);
  }

  @Test
  void aDeclarationIsPassedOnByteForByte() {
    String declaration =
        "{ \"Type\":\"com.apple.configuration.passcode.settings\", \"Identifier\":\"a/b\","
            + " \"ServerToken\":\"1\", \"Payload\":{\"MinimumLength\":1.50} }";
    backend.answer("declaration", 200, declaration);
    HttpResponse<byte[]> answer =
        device.checkIn(device.declarative("declaration/configuration/a/b"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestDevice.text(answer)).isEqualTo(declaration);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode asked = backend.heard().getLast().body();
    assertThat(asked.path("type").asString()).isEqualTo("configuration");
    assertThat(asked.path("identifier").asString()).isEqualTo("a/b");
  }

  @Test
  void whatLeavesScopeBetweenListAndFetchIsInTheTimeline() {
    assertThat(device.checkIn(device.declarative("declaration-items")).statusCode()).isEqualTo(200);
    backend.answer("declaration", 200, "null");
    assertThat(activation("never-advertised")).isEqualTo(404);
    assertThat(activation("act")).isEqualTo(404);
    String other = "\"ServerToken\":\"2\",\"Payload\":{}";
    backend.answer("declaration", 200, declaration("com.apple.activation.simple", "act", other));
    assertThat(activation("act")).isEqualTo(200);
    assertThat(site.book().timeline("UDID-1", Long.MAX_VALUE, 50))
        .extracting(AppleBook.Line::detail)
        .filteredOn(detail -> detail.startsWith("it"))
        .containsExactly(
            "its serverToken is 2, and 1 was advertised; the device will ask again",
            "it has just left the scope; the device removes it");
  }

  private static Optional<String> fold(String tokens) {
    return AppleJson.parse(tokens.getBytes(StandardCharsets.UTF_8)).flatMap(Fold::of);
  }

  private int activation(String identifier) {
    return device.checkIn(device.declarative("declaration/activation/" + identifier)).statusCode();
  }

  @Test
  void onlyNullIsMissing() {
    backend.answer("declaration", 200, "null");
    assertThat(fetch()).isEqualTo(404);
    backend.answer("declaration", 204, "");
    assertThat(fetch()).isEqualTo(404);
    backend.answer("declaration", 404, "no such route");
    assertThat(fetch()).isEqualTo(500);
    backend.answer("declaration", 200, "");
    assertThat(fetch()).isEqualTo(500);
    for (String error : new String[] {"ManagementNotSupported", "UnknownDevice"}) {
      backend.error("declaration", error);
      assertThat(fetch()).as(error).isIn(501, 400);
    }
    for (String wrong :
        new String[] {
          declaration("com.apple.configuration.x", "b", "\"ServerToken\":\"1\",\"Payload\":{}"),
          declaration("com.apple.activation.x", "a", "\"ServerToken\":\"1\",\"Payload\":{}"),
          declaration("com.apple.configuration.x", "a", "\"Payload\":{}"),
          declaration("com.apple.configuration.x", "a", "\"ServerToken\":\"1\"")
        }) {
      backend.answer("declaration", 200, wrong);
      assertThat(fetch()).as(wrong).isEqualTo(500);
    }
  }

  @Test
  void otherEndpointsAreRefused() {
    for (String endpoint :
        new String[] {"", "token", "declaration/", "declaration/secret/x", "declaration/asset"}) {
      assertThat(device.checkIn(device.declarative(endpoint)).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aStatusIsAnsweredWithNothing() {
    byte[] report = "{\"StatusItems\":{\"x\":1},\"Errors\":[]}".getBytes(StandardCharsets.UTF_8);
    TestDevice.isEmpty(
        device.checkIn(device.declarative("status").with("Data", new PlistValue.Data(report))));
    JsonNode event = backend.await("DeclarationStatus", 1).getFirst().body().path("event");
    assertThat(event.path("report")).isEqualTo(AppleJson.parse(report).orElseThrow());
    assertThat(device.checkIn(device.declarative("status")).statusCode()).isEqualTo(400);
  }

  private static String declaration(String type, String identifier, String rest) {
    return "{\"Type\":\"%s\",\"Identifier\":\"%s\",%s}".formatted(type, identifier, rest);
  }

  private int fetch() {
    return device.checkIn(device.declarative("declaration/configuration/a")).statusCode();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(TestDevice.text(answer)).isEqualTo(200);
    return AppleJson.parse(answer.body()).orElseThrow();
  }
}
