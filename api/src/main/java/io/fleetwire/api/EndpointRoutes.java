package io.fleetwire.api;

import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Endpoints: create, list, get, change, delete, and exchange of keys.
final class EndpointRoutes {
  /// Certificates in PEM form are the largest part.
  private static final BodyRule BODY = new BodyRule.Json(128 * 1024);

  private static final BodyRule NOTHING = new BodyRule.None();
  static final String ALL = "/api/v1/endpoints";
  static final String ONE = ALL + "/{endpointId}";

  /// How often a change is tried again when somebody was quicker, and the caller does not mind.
  private static final int TRIES_MAX = 5;

  private final EndpointDesk desk;
  private final SqlEngineStore store;
  private final InstantSource clock;

  EndpointRoutes(EndpointDesk desk, SqlEngineStore store, InstantSource clock) {
    this.desk = desk;
    this.store = store;
    this.clock = clock;
  }

  List<Route> routes() {
    var read = ApiScopes.with(ApiScopes.ENDPOINTS_READ);
    var write = ApiScopes.with(ApiScopes.ENDPOINTS_WRITE);
    return List.of(
        new Route(HttpMethod.POST, ALL, write, BODY, this::create),
        new Route(HttpMethod.GET, ALL, read, NOTHING, this::list).reading("cursor", "limit"),
        new Route(HttpMethod.GET, ONE, read, NOTHING, r -> reply(200, known(r), false)),
        new Route(HttpMethod.PATCH, ONE, write, BODY, this::change),
        new Route(HttpMethod.DELETE, ONE, write, NOTHING, this::delete),
        new Route(HttpMethod.POST, ONE + "/secret", write, BODY, this::rotate));
  }

  private Reply create(Request request) {
    EndpointDraft draft = desk.read(request.json(), new Authentication.None());
    EndpointDesk.Answer answer = desk.create(request.principal(), draft);
    Reply reply = reply(201, answer);
    return answer instanceof EndpointDesk.Saved(EndpointDesk.View view, boolean _)
        ? reply.with("Location", ALL + "/" + view.note().id())
        : reply;
  }

  private Reply list(Request request) {
    Cursor cursor = Cursor.of(request);
    List<EndpointDesk.View> found =
        desk.list(request.principal().organization(), cursor.key(), cursor.limit() + 1);
    boolean more = found.size() > cursor.limit();
    List<EndpointDesk.View> page = more ? found.subList(0, cursor.limit()) : found;
    return Cursor.page(
        page.stream().map(view -> json(view, false)).toList(),
        more ? page.getLast().note().id().value() : 0);
  }

  private Reply change(Request request) {
    EndpointDesk.View seen = known(request);
    if (!(Json.parse(request.body()) instanceof ObjectNode patch)) {
      throw Cursor.fault("", "required object");
    }
    for (int i = 0; i < TRIES_MAX; i++) {
      Versions.requireMatch(request, seen.note().version());
      EndpointDraft draft =
          desk.read(JsonBody.of(patched(seen, patch)), seen.options().authentication());
      EndpointDesk.Answer answer = desk.replace(request.principal(), seen, draft);
      if (!(answer instanceof EndpointDesk.Outdated)) {
        return reply(200, answer);
      }
      seen = known(request);
    }
    throw busy();
  }

  /// Another type of authentication is another object: nothing of the old one is merged into it.
  private static ObjectNode patched(EndpointDesk.View seen, ObjectNode patch) {
    ObjectNode before = EndpointJson.configuration(seen);
    String type = patch.path("authentication").path("type").asString("");
    if (!type.isEmpty() && !type.equals(before.path("authentication").path("type").asString(""))) {
      before.remove("authentication");
    }
    return MergePatch.apply(before, patch);
  }

  private Reply delete(Request request) {
    EndpointDesk.View seen = known(request);
    for (int i = 0; i < TRIES_MAX; i++) {
      Versions.requireMatch(request, seen.note().version());
      EndpointDesk.Answer answer = desk.remove(request.principal(), seen);
      if (answer instanceof EndpointDesk.Saved) {
        return Reply.empty(204);
      }
      seen = known(request);
    }
    throw busy();
  }

  private Reply rotate(Request request) {
    EndpointDesk.View seen = known(request);
    JsonBody body = request.json();
    body.refuseOthers(Set.of("secret", "overlapSeconds"));
    int overlap =
        body.integer(
            "overlapSeconds",
            new JsonBody.Range(0, Math.toIntExact(SigningKeys.OVERLAP_MAX.toSeconds())),
            Math.toIntExact(SigningKeys.OVERLAP.toSeconds()));
    Optional<SigningKey.Scheme> scheme = SignatureKind.of(seen.keys()).scheme();
    if (scheme.isEmpty()) {
      body.fault("", "this endpoint does not sign; change its signature to hmac or ed25519 first");
      body.check();
    }
    SigningKey fresh = desk.newKey(scheme.orElse(SigningKey.Scheme.HMAC));
    SigningKey next =
        body.findString("secret").flatMap(text -> parsed(body, text, fresh)).orElse(fresh);
    body.check();
    return reply(200, desk.rotate(request.principal(), seen, next, Duration.ofSeconds(overlap)));
  }

  private static Optional<SigningKey> parsed(JsonBody body, String text, SigningKey like) {
    switch (SigningKey.parse(text)) {
      case SigningKey.Unfit(String reason) -> body.fault("secret", "the key " + reason);
      case SigningKey.Fit(SigningKey key) -> {
        if (key.scheme() == like.scheme()) {
          return Optional.of(key);
        }
        body.fault("secret", "the key is of another kind than this endpoint's signature");
      }
    }
    return Optional.empty();
  }

  private EndpointDesk.View known(Request request) {
    return EndpointId.parse(request.pathParameter("endpointId"))
        .flatMap(id -> desk.find(request.principal().organization(), id))
        .orElseThrow(EndpointRoutes::unknown);
  }

  static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such endpoint"));
  }

  private static ProblemException busy() {
    return new ProblemException(
        new Problem.Conflict("others change this endpoint all the time; try again"));
  }

  private Reply reply(int status, EndpointDesk.Answer answer) {
    return switch (answer) {
      case EndpointDesk.Saved(EndpointDesk.View view, boolean fresh) -> reply(status, view, fresh);
      case EndpointDesk.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded(
                  "there are " + max + " endpoints, as many as may be; change or delete one"));
      case EndpointDesk.Unknown() -> throw unknown();
      case EndpointDesk.Outdated() -> throw busy();
      case EndpointDesk.Crowded(Instant freeAt) ->
          throw new ProblemException(
              new Problem.Conflict(
                  "too many keys are still in use; the next exchange is possible at " + freeAt));
    };
  }

  private Reply reply(int status, EndpointDesk.View view, boolean fresh) {
    return Versions.tagged(Reply.json(status, json(view, fresh)), view.note().version());
  }

  private ObjectNode json(EndpointDesk.View view, boolean fresh) {
    Endpoints endpoints = store.endpoints();
    EndpointId id = view.note().id();
    return EndpointJson.whole(
        view,
        new EndpointJson.Standing(endpoints.state(id), endpoints.health(id), clock.instant()),
        fresh);
  }
}
