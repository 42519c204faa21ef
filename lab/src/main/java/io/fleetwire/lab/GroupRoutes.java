package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// The operations on teams, or on bundles. Everybody sees both and may make bundles; teams are for
/// those who manage devices.
final class GroupRoutes {
  /// 5,000 numbers of ten digits.
  private static final BodyRule BODY = new BodyRule.Json(128 * 1024);

  private static final BodyRule NAME = new BodyRule.Json(4 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();

  private final Groups groups;
  private final Group.Kind kind;

  GroupRoutes(Groups groups, Group.Kind kind) {
    this.groups = groups;
    this.kind = kind;
  }

  List<Route> routes() {
    Authorization see = new Authorization.Person(Permission.LOGIN);
    Authorization change =
        new Authorization.Person(
            switch (kind) {
              case TEAM -> Permission.LAB_MANAGE;
              case BUNDLE -> Permission.LOGIN;
            });
    String all = "/v2/" + kind.code() + "s";
    String one = all + "/{" + kind.code() + "Id}";
    List<Route> routes =
        List.of(
            new Route(HttpMethod.GET, all, see, NOTHING, this::list),
            new Route(HttpMethod.POST, all, change, BODY, this::create),
            new Route(HttpMethod.GET, one, see, NOTHING, this::get),
            new Route(HttpMethod.PUT, one, change, BODY, this::replace),
            new Route(HttpMethod.PATCH, one, change, BODY, this::change),
            new Route(HttpMethod.DELETE, one, change, NOTHING, this::delete));
    return switch (kind) {
      case BUNDLE -> routes;
      case TEAM -> {
        Route copy = new Route(HttpMethod.POST, one + "/clone", change, NAME, this::copy);
        yield Stream.concat(routes.stream(), Stream.of(copy)).toList();
      }
    };
  }

  private Reply list(Request request) {
    List<Groups.Listed> found = groups.list(request.principal().organization(), kind);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart(kind.code() + "s");
              for (Groups.Listed listed : found) {
                json.writeStartObject();
                head(json, listed.group());
                json.writeNumberProperty("devices", listed.devices());
                if (kind == Group.Kind.TEAM) {
                  json.writeNumberProperty("members", listed.members());
                }
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  private Reply create(Request request) {
    Group wish = wish(request, 0);
    return reply(201, groups.create(request.principal(), wish));
  }

  private Reply get(Request request) {
    return reply(200, new GroupAnswer.Saved(known(request)));
  }

  private Reply replace(Request request) {
    long id = known(request).id();
    return reply(200, groups.replace(request.principal(), wish(request, id)));
  }

  private Reply change(Request request) {
    long id = known(request).id();
    JsonBody body = request.json();
    GroupChange change = GroupBody.change(body, kind);
    body.check();
    return reply(200, groups.change(request.principal(), kind, id, change));
  }

  private Reply copy(Request request) {
    long id = known(request).id();
    JsonBody body = request.json();
    String name = GroupBody.nameOfClone(body);
    body.check();
    return reply(201, groups.copy(request.principal(), kind, id, name));
  }

  private Reply delete(Request request) {
    reply(200, groups.remove(request.principal(), kind, id(request)));
    return Reply.empty(204);
  }

  private long id(Request request) {
    return PathNumber.of(request, kind.code() + "Id", kind.code());
  }

  private Group known(Request request) {
    long id = id(request);
    return groups
        .find(request.principal().organization(), kind, id)
        .orElseThrow(() -> PathNumber.unknown(kind.code(), id));
  }

  private Group wish(Request request, long id) {
    JsonBody body = request.json();
    Group wish = GroupBody.wish(body, request.principal().organization(), kind, id);
    body.check();
    return wish;
  }

  private Reply reply(int status, GroupAnswer answer) {
    return switch (answer) {
      case GroupAnswer.Saved(Group group) ->
          Reply.json(status, LabJson.object(json -> members(json, group)));
      case GroupAnswer.Refused(String field, String message) ->
          throw new ProblemException(Problem.Invalid.of("/" + field, message));
      case GroupAnswer.NameTaken(String name) ->
          throw new ProblemException(
              new Problem.Conflict(
                  "name: your organization has a " + kind.code() + " called \"" + name + "\""));
      case GroupAnswer.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded(
                  "an organization has at most " + max + " " + kind.code() + "s"));
      case GroupAnswer.Unknown() -> throw PathNumber.unknown(kind.code(), "of this number");
      case GroupAnswer.NotTheirs() ->
          throw new ProblemException(
              new Problem.Forbidden(
                  "somebody else made it; who has the permission "
                      + Permission.LAB_MANAGE
                      + " may change it"));
    };
  }

  private static void head(JsonGenerator json, Group group) {
    json.writeNumberProperty("id", group.id());
    json.writeStringProperty("name", group.name());
    if (group.kind() == Group.Kind.BUNDLE) {
      json.writeStringProperty("platform", group.platform());
    }
    if (group.kind() == Group.Kind.TEAM) {
      json.writeBooleanProperty("enabled", group.enabled());
    }
    json.writeStringProperty("createdBy", group.createdBy());
  }

  private static void members(JsonGenerator json, Group group) {
    head(json, group);
    json.writeArrayPropertyStart("deviceIds");
    group.devices().forEach(json::writeNumber);
    json.writeEndArray();
    if (group.kind() == Group.Kind.TEAM) {
      json.writeArrayPropertyStart("memberIds");
      group.members().forEach(json::writeNumber);
      json.writeEndArray();
    }
  }
}
