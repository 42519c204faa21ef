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
import java.util.Set;

/// The operations on tags as a whole.
final class TagRoutes {
  private static final BodyRule BODY = new BodyRule.Json(4 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ALL = "/v2/tags";
  private static final String ONE = ALL + "/{tag}";

  private final Tags tags;

  TagRoutes(Tags tags) {
    this.tags = tags;
  }

  List<Route> routes() {
    Authorization see = new Authorization.Person(Permission.LOGIN);
    Authorization change = new Authorization.Person(Permission.DEVICE_TAG);
    return List.of(
        new Route(HttpMethod.GET, ALL, see, NOTHING, this::list).reading("size", "after"),
        new Route(HttpMethod.PATCH, ONE, change, BODY, this::rename),
        new Route(HttpMethod.DELETE, ONE, change, NOTHING, this::remove));
  }

  private Reply list(Request request) {
    int size = QueryNumber.size(request, Tags.LISTED_MAX, Tags.LISTED_MAX);
    List<Tags.Tag> found =
        tags.list(request.principal().organization(), request.query("after").orElse(""), size);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("tags");
              for (Tags.Tag tag : found) {
                json.writeStartObject();
                json.writeStringProperty("name", tag.name());
                json.writeNumberProperty("devices", tag.devices());
                json.writeEndObject();
              }
              json.writeEndArray();
              if (found.size() == size) {
                json.writeStringProperty("next", found.getLast().name());
              }
            }));
  }

  private Reply rename(Request request) {
    mustExist(request);
    JsonBody body = request.json();
    body.refuseOthers(Set.of("name"));
    String name = body.string("name");
    body.check();
    return reply(request, tags.rename(request.principal(), tag(request), name));
  }

  private Reply remove(Request request) {
    return reply(request, tags.remove(request.principal(), tag(request)));
  }

  /// Whether a word is on a device is known before a body is refused.
  private void mustExist(Request request) {
    if (tags.find(request.principal().organization(), tag(request)).isEmpty()) {
      throw PathNumber.unknown("tag", tag(request));
    }
  }

  private static String tag(Request request) {
    return Tags.ofPath(request.pathParameter("tag"));
  }

  private static Reply reply(Request request, Tags.Answer answer) {
    return switch (answer) {
      case Tags.Answer.Done(int devices) ->
          Reply.json(200, LabJson.object(json -> json.writeNumberProperty("devices", devices)));
      case Tags.Answer.Refused(String message) ->
          throw new ProblemException(Problem.Invalid.of("/name", message));
      case Tags.Answer.Unknown() -> throw PathNumber.unknown("tag", tag(request));
    };
  }
}
