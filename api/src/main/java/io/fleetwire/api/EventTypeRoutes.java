package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The catalogue of event types: create, list, get, change, archive, restore.
final class EventTypeRoutes {
  /// A schema of 64 KiB, written with generous white space.
  private static final BodyRule BODY = new BodyRule.Json(256 * 1024);

  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ALL = "/api/v1/event-types";
  private static final String ONE = ALL + "/{eventType}";
  private static final Set<String> MEMBERS = Set.of("name", "description", "schema");

  /// Words with dots between, as they go into headers, patterns and file names.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*");

  private final EventTypes types;
  private final ForeignCatalogue foreign;
  private final InstantSource clock;

  EventTypeRoutes(EventTypes types, ForeignCatalogue foreign, InstantSource clock) {
    this.types = types;
    this.foreign = foreign;
    this.clock = clock;
  }

  List<Route> routes() {
    var read = ApiScopes.with(ApiScopes.EVENT_TYPES_READ);
    var write = ApiScopes.with(ApiScopes.EVENT_TYPES_WRITE);
    return List.of(
        new Route(HttpMethod.POST, ALL, write, BODY, this::create),
        new Route(HttpMethod.GET, ALL, read, NOTHING, this::list),
        new Route(HttpMethod.GET, ONE, read, NOTHING, request -> reply(200, known(request))),
        new Route(HttpMethod.PATCH, ONE, write, BODY, this::change),
        new Route(HttpMethod.POST, ONE + "/archive", write, NOTHING, r -> archive(r, true)),
        new Route(HttpMethod.POST, ONE + "/restore", write, NOTHING, r -> archive(r, false)));
  }

  private Reply create(Request request) {
    JsonBody body = request.json();
    body.refuseOthers(MEMBERS);
    String name = body.string("name");
    checkName(body, name);
    String description = description(body);
    JsonNode schema = body.node("schema");
    EventTypes.Check check = compiled(body, schema);
    body.check();
    Instant now = clock.instant();
    PublishedType wanted =
        new PublishedType(
            request.principal().organization(),
            new EventType(name),
            description,
            text(schema),
            new PublishedType.Life(0, 1, now, now, Instant.MAX));
    return switch (types.create(wanted, check)) {
      case EventTypes.Saved(PublishedType type) ->
          reply(201, type).with("Location", ALL + "/" + name);
      case EventTypes.Exists() ->
          throw new ProblemException(
              new Problem.Conflict("there is an event type " + name + " already; change that one"));
      case EventTypes.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded("there are " + max + " event types, as many as may be"));
    };
  }

  private void checkName(JsonBody body, String name) {
    if (name.isEmpty()) {
      return;
    }
    if (name.length() > EventType.LENGTH_MAX || !NAME.matcher(name).matches()) {
      body.fault(
          "name",
          "required words of letters, digits, _ and - with dots between, 128 letters at most");
    } else if (name.startsWith(TypePattern.OPERATIONAL)) {
      body.fault("name", "must not begin with fleetwire., as this server's own events do");
    } else if (foreign.has(new EventType(name))) {
      body.fault("name", "is an event of this server's catalogue; publish it as it is");
    }
  }

  private static String description(JsonBody body) {
    String description = body.findString("description").orElse("");
    if (description.length() > PublishedType.DESCRIPTION_LENGTH_MAX) {
      body.fault(
          "description", "has at most " + PublishedType.DESCRIPTION_LENGTH_MAX + " characters");
    }
    return description;
  }

  private static EventTypes.Check compiled(JsonBody body, JsonNode schema) {
    if (schema.isMissingNode()) {
      return new EventTypes.Anything();
    }
    return switch (EventSchema.compile(schema)) {
      case EventSchema.Fit(EventSchema fit) -> new EventTypes.Valid(fit);
      case EventSchema.Unfit(String reason) -> {
        body.fault("schema", "the schema " + reason);
        yield new EventTypes.Anything();
      }
    };
  }

  private static String text(JsonNode schema) {
    return schema.isMissingNode() ? "" : Json.mapper().writeValueAsString(schema);
  }

  private static JsonNode node(String schema) {
    return schema.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(schema);
  }

  private Reply list(Request request) {
    Cursor cursor = Cursor.of(request);
    List<PublishedType> found =
        types.list(request.principal().organization(), cursor.key(), cursor.limit() + 1);
    boolean more = found.size() > cursor.limit();
    List<PublishedType> page = more ? found.subList(0, cursor.limit()) : found;
    return Cursor.page(
        page.stream().map(EventTypeRoutes::json).toList(), more ? page.getLast().life().row() : 0);
  }

  private Reply change(Request request) {
    known(request);
    ObjectNode patch = patch(request);
    boolean breakingToo = allowsBreaking(request);
    return reply(200, changed(request, known -> changed(request, known, patch, breakingToo)));
  }

  private EventTypes.Known changed(
      Request request, EventTypes.Known known, ObjectNode patch, boolean breakingToo) {
    PublishedType before = known.type();
    Versions.requireMatch(request, before.life().version());
    ObjectNode now = Json.mapper().createObjectNode().put("description", before.description());
    JsonNode oldSchema = node(before.schema());
    // A schema is replaced as a whole: merging keywords makes schemas that nobody has written.
    patch.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> now.set(member.getKey(), member.getValue()));
    if (patch.path("description").isNull()) {
      now.put("description", "");
    }
    JsonBody body = JsonBody.of(now);
    body.refuseOthers(Set.of("description", "schema"));
    String description = description(body);
    JsonNode newSchema = patch.has("schema") ? body.node("schema") : oldSchema;
    EventTypes.Check check = patch.has("schema") ? compiled(body, newSchema) : known.check();
    body.check();
    List<Fault> breaking = SchemaDifferences.between(oldSchema, newSchema);
    if (!breaking.isEmpty() && !breakingToo) {
      List<Fault> told = new ArrayList<>();
      told.add(
          new Fault(
              "", "this breaks who relies on the schema; if it must be: ?allowBreaking=true"));
      told.addAll(breaking);
      throw new ProblemException(new Problem.Invalid(told));
    }
    return new EventTypes.Known(before.with(description, text(newSchema), clock.instant()), check);
  }

  private static ObjectNode patch(Request request) {
    if (Json.parse(request.body()) instanceof ObjectNode object) {
      return object;
    }
    throw Cursor.fault("", "required object");
  }

  private static boolean allowsBreaking(Request request) {
    String text = request.query("allowBreaking").orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Cursor.fault("allowBreaking", "required true or false");
    }
    return text.equals("true");
  }

  private Reply archive(Request request, boolean archived) {
    return reply(
        200,
        changed(
            request,
            known -> {
              Versions.requireMatch(request, known.type().life().version());
              return known.type().isArchived() == archived
                  ? known
                  : new EventTypes.Known(
                      known.type().archived(archived, clock.instant()), known.check());
            }));
  }

  private PublishedType changed(Request request, UnaryOperator<EventTypes.Known> change) {
    PublishedType known = known(request);
    return types
        .change(known.organization(), known.type(), change)
        .orElseThrow(() -> unknown(request));
  }

  private PublishedType known(Request request) {
    Optional<EventTypes.Known> known =
        types.find(request.principal().organization(), request.pathParameter("eventType"));
    return known.map(EventTypes.Known::type).orElseThrow(() -> unknown(request));
  }

  private static ProblemException unknown(Request request) {
    return new ProblemException(
        new Problem.NotFound("there is no event type " + request.pathParameter("eventType")));
  }

  private static Reply reply(int status, PublishedType type) {
    return Versions.tagged(Reply.json(status, json(type)), type.life().version());
  }

  private static ObjectNode json(PublishedType type) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("name", type.type().name());
    json.put("description", type.description());
    if (!type.schema().isEmpty()) {
      json.set("schema", node(type.schema()));
    }
    json.put("version", type.life().version());
    json.put("createdAt", type.life().createdAt().toString());
    json.put("changedAt", type.life().changedAt().toString());
    if (type.isArchived()) {
      json.put("archivedAt", type.life().archivedAt().toString());
    }
    return json;
  }
}
