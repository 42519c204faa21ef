package io.fleetwire.api;

import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import tools.jackson.databind.node.ObjectNode;

/// The catalogue of event types: create, list, get, change, archive, restore.
final class EventTypeRoutes {
  /// A schema of 64 KiB, written with generous white space.
  private static final BodyRule BODY = new BodyRule.Json(256 * 1024);

  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ALL = "/api/v1/event-types";
  private static final String ONE = ALL + "/{eventType}";

  private final TypeDesk desk;

  EventTypeRoutes(TypeDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    var read = ApiScopes.with(ApiScopes.EVENT_TYPES_READ);
    var write = ApiScopes.with(ApiScopes.EVENT_TYPES_WRITE);
    return List.of(
        new Route(HttpMethod.POST, ALL, write, BODY, this::create),
        new Route(HttpMethod.GET, ALL, read, NOTHING, this::list).reading("cursor", "limit"),
        new Route(HttpMethod.GET, ONE, read, NOTHING, request -> reply(200, known(request))),
        new Route(HttpMethod.PATCH, ONE, write, BODY, this::change).reading("allowBreaking"),
        new Route(HttpMethod.POST, ONE + "/archive", write, NOTHING, r -> archive(r, true)),
        new Route(HttpMethod.POST, ONE + "/restore", write, NOTHING, r -> archive(r, false)));
  }

  private Reply create(Request request) {
    ObjectNode wanted = object(request);
    Reply reply = reply(request, 201, desk.create(request.principal(), wanted));
    return reply.with("Location", ALL + "/" + wanted.path("name").asString());
  }

  private Reply list(Request request) {
    Cursor cursor = Cursor.of(request);
    List<PublishedType> found =
        desk.list(request.principal().organization(), cursor.key(), cursor.limit() + 1);
    boolean more = found.size() > cursor.limit();
    List<PublishedType> page = more ? found.subList(0, cursor.limit()) : found;
    return Cursor.page(
        page.stream().map(EventTypeRoutes::json).toList(), more ? page.getLast().life().row() : 0);
  }

  private Reply change(Request request) {
    known(request);
    TypeDesk.Terms terms = new TypeDesk.Terms(allowsBreaking(request), match(request));
    return reply(
        request,
        200,
        desk.change(
            request.principal(), request.pathParameter("eventType"), object(request), terms));
  }

  private static LongConsumer match(Request request) {
    return version -> Versions.requireMatch(request, version);
  }

  private static ObjectNode object(Request request) {
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
        request,
        200,
        desk.archive(
            request.principal(), request.pathParameter("eventType"), archived, match(request)));
  }

  private PublishedType known(Request request) {
    return desk.find(request.principal().organization(), request.pathParameter("eventType"))
        .orElseThrow(() -> unknown(request));
  }

  private static ProblemException unknown(Request request) {
    return new ProblemException(
        new Problem.NotFound("there is no event type " + request.pathParameter("eventType")));
  }

  private static Reply reply(Request request, int status, TypeDesk.Answer answer) {
    return switch (answer) {
      case TypeDesk.Saved(PublishedType type) -> reply(status, type);
      case TypeDesk.Exists() ->
          throw new ProblemException(
              new Problem.Conflict("there is an event type of this name already; change that one"));
      case TypeDesk.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded("there are " + max + " event types, as many as may be"));
      case TypeDesk.Unknown() -> throw unknown(request);
      case TypeDesk.Breaking(List<Fault> changes) -> throw breaking(changes);
    };
  }

  private static ProblemException breaking(List<Fault> changes) {
    List<Fault> told = new ArrayList<>();
    told.add(
        new Fault("", "this breaks who relies on the schema; if it must be: ?allowBreaking=true"));
    told.addAll(changes);
    return new ProblemException(new Problem.Invalid(told));
  }

  private static Reply reply(int status, PublishedType type) {
    return Versions.tagged(Reply.json(status, json(type)), type.life().version());
  }

  private static ObjectNode json(PublishedType type) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("name", type.type().name());
    json.put("description", type.description());
    if (!type.schema().isEmpty()) {
      json.set("schema", TypeDesk.node(type.schema()));
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
