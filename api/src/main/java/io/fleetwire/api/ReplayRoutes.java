package io.fleetwire.api;

import io.fleetwire.engine.DeliveryCount;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.ReplayStart;
import io.fleetwire.engine.Replays;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Delivering many again: count what it would be, start, look, cancel.
final class ReplayRoutes {
  private static final BodyRule NOTHING = new BodyRule.None();

  /// A hundred subjects of 255 letters.
  private static final BodyRule BODY = new BodyRule.Json(64 * 1024);

  private static final String ALL = "/api/v1/replays";
  private static final String ONE = ALL + "/{replayId}";
  private static final Set<String> MEMBERS =
      Set.of("endpoint", "types", "subjects", "states", "from", "until", "perSecond", "dryRun");

  private final SqlEngineStore store;
  private final Replays replays;

  ReplayRoutes(SqlEngineStore store, Replays replays) {
    this.store = store;
    this.replays = replays;
  }

  List<Route> routes() {
    var read = ApiScopes.with(ApiScopes.DELIVERIES_READ);
    var write = ApiScopes.with(ApiScopes.DELIVERIES_WRITE);
    return List.of(
        new Route(HttpMethod.POST, ALL, write, BODY, this::start),
        new Route(HttpMethod.GET, ALL, read, NOTHING, this::list).reading("cursor", "limit"),
        new Route(HttpMethod.GET, ONE, read, NOTHING, r -> reply(200, known(r))),
        new Route(HttpMethod.POST, ONE + "/cancel", write, NOTHING, this::cancel));
  }

  private Reply start(Request request) {
    OrganizationId organization = request.principal().organization();
    JsonBody body = request.json();
    body.refuseOthers(MEMBERS);
    Optional<EndpointId> endpoint =
        EndpointId.parse(body.string("endpoint"))
            .flatMap(store.endpoints()::find)
            .filter(found -> found.organization().equals(organization))
            .map(Endpoint::id);
    if (endpoint.isEmpty() && body.has("endpoint")) {
      body.fault("endpoint", "there is no such endpoint");
    }
    DeliveryQuery query = LogQuery.of(body, organization);
    int perSecond =
        body.integer(
            "perSecond", new JsonBody.Range(1, Replay.PER_SECOND_MAX), NewReplay.PER_SECOND_USUAL);
    boolean dryRun = body.bool("dryRun", false);
    body.check();
    NewReplay wanted = new NewReplay(endpoint.orElseThrow(), query, perSecond);
    return dryRun ? counted(wanted) : started(wanted);
  }

  private Reply counted(NewReplay wanted) {
    DeliveryCount count = replays.dryRun(wanted);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("found", count.found());
    json.put("complete", count.isComplete());
    return Reply.json(200, json);
  }

  private Reply started(NewReplay wanted) {
    return switch (store.write(tx -> replays.start(tx, wanted))) {
      case ReplayStart.Running(Replay replay) ->
          reply(202, replay).with("Location", ALL + "/" + replay.id());
      case ReplayStart.NoEndpoint() -> throw Cursor.fault("/endpoint", "there is no such endpoint");
      case ReplayStart.TooMany(int most) ->
          throw new ProblemException(
              new Problem.LimitExceeded(
                  most
                      + " replays are running on this server, as many as may be; wait for one to"
                      + " end, or cancel it"));
    };
  }

  private Reply list(Request request) {
    Cursor cursor = Cursor.of(request);
    ReplayId below = cursor.key() == 0 ? ReplayId.LAST : new ReplayId(cursor.key());
    List<Replay> found =
        store.log().listReplays(request.principal().organization(), below, cursor.limit() + 1);
    boolean more = found.size() > cursor.limit();
    List<Replay> page = more ? found.subList(0, cursor.limit()) : found;
    return Cursor.page(
        page.stream().map(LogJson::replay).toList(), more ? page.getLast().id().value() : 0);
  }

  private Reply cancel(Request request) {
    ReplayId id = known(request).id();
    return reply(
        200,
        store
            .write(tx -> replays.cancel(tx, request.principal().organization(), id))
            .orElseThrow(ReplayRoutes::unknown));
  }

  private Replay known(Request request) {
    return ReplayId.parse(request.pathParameter("replayId"))
        .flatMap(id -> store.log().findReplay(request.principal().organization(), id))
        .orElseThrow(ReplayRoutes::unknown);
  }

  private static Reply reply(int status, Replay replay) {
    return Reply.json(status, LogJson.replay(replay));
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such replay"));
  }
}
