package io.fleetwire.lab;

import io.fleetwire.access.ApiKey;
import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.Permission;
import io.fleetwire.access.UserId;
import io.fleetwire.engine.Secret;
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
import tools.jackson.core.JsonGenerator;

/// The operations on API keys. Whose keys somebody may touch is for {@link KeyDesk} to say.
final class ApiKeyRoutes {
  private static final BodyRule BODY = new BodyRule.Json(4 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization PERSON = new Authorization.Person(Permission.LOGIN);
  private static final String ALL = "/v2/users/{userId}/api-keys";

  private final KeyDesk keys;

  ApiKeyRoutes(KeyDesk keys) {
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.GET, ALL, PERSON, NOTHING, this::list),
        new Route(HttpMethod.POST, ALL, PERSON, BODY, this::create),
        new Route(HttpMethod.DELETE, ALL + "/{prefix}", PERSON, NOTHING, this::delete));
  }

  private Reply list(Request request) {
    return reply(request, keys.list(request.principal(), user(request)));
  }

  private Reply create(Request request) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("name"));
    String name = LabBody.line(body, "name", ApiKey.NAME_LENGTH_MAX);
    body.check();
    return reply(request, keys.create(request.principal(), user(request), name));
  }

  private Reply delete(Request request) {
    String prefix = request.pathParameter("prefix");
    return reply(request, keys.remove(request.principal(), user(request), prefix));
  }

  private static UserId user(Request request) {
    return new UserId(PathNumber.of(request, "userId", "user"));
  }

  private static Reply reply(Request request, KeyDesk.Answer answer) {
    return switch (answer) {
      case KeyDesk.Answer.Listed(List<ApiKey> keys) ->
          Reply.json(200, LabJson.object(json -> list(json, keys)));
      case KeyDesk.Answer.Made(ApiKey key, Secret secret) ->
          Reply.json(
              201,
              LabJson.object(
                  json -> {
                    members(json, key);
                    json.writeStringProperty("apiKey", secret.reveal());
                  }));
      case KeyDesk.Answer.Ended() -> Reply.empty(204);
      case KeyDesk.Answer.Unknown() ->
          throw new ProblemException(
              new Problem.NotFound(
                  "there is no such person or key in your organization: " + request.path()));
      case KeyDesk.Answer.Refused(String fault) ->
          throw new ProblemException(new Problem.LimitExceeded(fault));
      case KeyDesk.Answer.NotAllowed(String message) ->
          throw new ProblemException(new Problem.Forbidden(message));
    };
  }

  private static void list(JsonGenerator json, List<ApiKey> keys) {
    json.writeArrayPropertyStart("apiKeys");
    for (ApiKey key : keys) {
      json.writeStartObject();
      members(json, key);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void members(JsonGenerator json, ApiKey key) {
    json.writeStringProperty("prefix", key.prefix());
    json.writeStringProperty("name", key.name());
    json.writeStringProperty("createdAt", LabTime.text(key.createdAt()));
  }
}
