package io.fleetwire.server;

import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import io.fleetwire.web.WebServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A management backend of Apple devices, as small as one can be: asks each channel once how it is,
/// then gives it its declarations, and remembers what it was told. Thread-safe.
final class DemoBackend implements AutoCloseable {
  /// What it declares, by kind and identifier; an activation that names a configuration.
  static final List<String> DECLARED = List.of("demo.activation", "demo.passcode");

  private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;
  private static final String TOKEN = "1";
  private static final JsonMapper JSON = new JsonMapper();

  private final Runnable before;
  private final WebServer server;
  private final List<Told> told = new ArrayList<>();
  private final Set<String> heard = new HashSet<>();
  private final Map<String, Step> steps = new HashMap<>();

  /// How far it is with a channel.
  private enum Step {
    ASK,
    DECLARE,
    DONE
  }

  /// Something that it was told: of which channel, under which tag, and all of it.
  record Told(String channel, String tag, JsonNode body) {}

  private DemoBackend(Runnable before) {
    this.before = before;
    Route route =
        new Route(
            HttpMethod.POST,
            "/{path...}",
            new Authorization.Open(),
            new BodyRule.Bytes(BODY_BYTES_MAX),
            this::answer);
    this.server =
        Wiring.receiver(
            new ListenAddress("127.0.0.1", 0),
            new RouteGroup("/", new ProblemJson(), List.of(route)));
  }

  static DemoBackend start() {
    return start(() -> {});
  }

  /// One that does `before` before each answer: it may block.
  static DemoBackend start(Runnable before) {
    return new DemoBackend(before);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// Everything that it was told, in its order.
  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /// The tags of what it was told of a channel, in their order.
  List<String> told(String channel) {
    return told().stream().filter(t -> t.channel().equals(channel)).map(Told::tag).toList();
  }

  private Reply answer(Request request) {
    before.run();
    JsonNode body = Json.parse(request.body());
    String path = request.path();
    String channel = channel(body.path("scope"));
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "event" -> hear(request.header("Fleetwire-Event-Id").orElse(""), channel, body);
      case "checkin" -> Reply.json(200, decide(channel));
      case "declaration-tokens" -> Reply.json(200, tokens());
      case "declaration-items" -> Reply.json(200, items());
      case "declaration" -> Reply.json(200, declaration(body.path("identifier").asString("")));
      default -> Reply.json(200, JSON.nullNode());
    };
  }

  private static String channel(JsonNode scope) {
    String device = scope.path("udid").asString("");
    return scope.path("_tag").asString("").equals("user")
        ? device + ":" + scope.path("userShortName").asString("")
        : device;
  }

  /// Notes what is new: an event may be told twice, and then has the same id.
  private synchronized Reply hear(String id, String channel, JsonNode body) {
    if (!heard.add(id)) {
      return Reply.empty(204);
    }
    String tag = body.path("event").path("_tag").asString("");
    told.add(new Told(channel, tag, body));
    switch (tag) {
      case "Authenticate" -> steps.put(channel, Step.ASK);
      case "CommandResult" -> {
        // Who has no time is asked again when he comes again.
        if (!body.at("/event/status").asString("").equals("NotNow")) {
          steps.put(channel, Step.DECLARE);
        }
      }
      case "DeclarationStatus" -> steps.put(channel, Step.DONE);
      default -> {
        // Good to know.
      }
    }
    return Reply.empty(204);
  }

  private synchronized ObjectNode decide(String channel) {
    ObjectNode manifest = JSON.createObjectNode();
    return switch (steps.getOrDefault(channel, Step.ASK)) {
      case ASK -> {
        manifest.put("_tag", "Command").put("commandUUID", "ask-" + channel);
        manifest.put("requestType", "DeviceInformation");
        ArrayNode queries = manifest.putObject("payload").putArray("Queries");
        queries.add("SerialNumber").add("OSVersion").add("DeviceName");
        yield manifest;
      }
      case DECLARE -> manifest.put("_tag", "DdmSync").put("serverToken", TOKEN);
      case DONE -> manifest.put("_tag", "Idle");
    };
  }

  private static ObjectNode tokens() {
    return JSON.createObjectNode()
        .put("activationsToken", TOKEN)
        .put("configurationsToken", TOKEN)
        .put("assetsToken", TOKEN)
        .put("managementToken", TOKEN);
  }

  private static ObjectNode items() {
    ObjectNode items = JSON.createObjectNode();
    items.putArray("activations").addObject().put("identifier", DECLARED.get(0));
    items.putArray("configurations").addObject().put("identifier", DECLARED.get(1));
    items.values().forEach(list -> ((ObjectNode) list.get(0)).put("serverToken", TOKEN));
    items.putArray("assets");
    items.putArray("management");
    return items;
  }

  private static JsonNode declaration(String identifier) {
    if (!DECLARED.contains(identifier)) {
      return JSON.nullNode();
    }
    ObjectNode declaration =
        JSON.createObjectNode().put("Identifier", identifier).put("ServerToken", TOKEN);
    ObjectNode payload = declaration.putObject("Payload");
    if (identifier.equals(DECLARED.get(0))) {
      declaration.put("Type", "com.apple.activation.simple");
      payload.putArray("StandardConfigurations").add(DECLARED.get(1));
    } else {
      declaration.put("Type", "com.apple.configuration.passcode.settings");
      payload.put("RequirePasscode", true).put("MinimumLength", 6);
    }
    return declaration;
  }

  @Override
  public void close() {
    server.close();
  }
}
