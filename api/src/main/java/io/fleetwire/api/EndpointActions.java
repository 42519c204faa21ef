package io.fleetwire.api;

import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.ConsentAnswer;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What can be done with any endpoint of an organization, whichever dialect has made it: pause,
/// resume, disable, enable, ask its receiver for consent, and try it out.
final class EndpointActions {
  /// Of a minute, in which CloudEvents counts requests.
  private static final int SECONDS = 60;

  private static final BodyRule NOTHING = new BodyRule.None();

  private final EndpointDesk desk;
  private final SqlEngineStore store;
  private final SwitchDesk switches;
  private final TestEvents testEvents;
  private final Callbacks callbacks;

  EndpointActions(ApiService.Desks desks, ApiPorts ports) {
    this.desk = desks.endpoints();
    this.store = ports.store();
    this.switches = desks.switches();
    this.testEvents = desks.testEvents();
    this.callbacks = ports.callbacks();
  }

  List<Route> routes() {
    return List.of(
        action("/pause", r -> turn(r, SwitchDesk.Turn.PAUSE)),
        action("/resume", r -> turn(r, SwitchDesk.Turn.RESUME)),
        action("/disable", r -> turn(r, SwitchDesk.Turn.DISABLE)),
        action("/enable", r -> turn(r, SwitchDesk.Turn.ENABLE)),
        action("/consent", this::consent),
        action("/test", this::test));
  }

  private static Route action(String path, Handler handler) {
    return new Route(
        HttpMethod.POST,
        EndpointRoutes.ONE + path,
        ApiScopes.with(ApiScopes.ENDPOINTS_WRITE),
        NOTHING,
        handler);
  }

  private Reply turn(Request request, SwitchDesk.Turn turn) {
    EndpointId id = known(store, request).id();
    EndpointState state =
        switches.turn(request.principal(), id, turn).orElseThrow(EndpointRoutes::unknown);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id.toString());
    EndpointJson.state(json, state);
    EndpointJson.health(json, store.endpoints().health(id));
    return Reply.json(200, json);
  }

  private Reply consent(Request request) {
    Endpoint endpoint = known(store, request);
    EndpointDesk.View seen =
        desk.find(endpoint.organization(), endpoint.id())
            .orElseThrow(() -> notOurs("asked for consent"));
    int perMinute = (int) Math.round(endpoint.plan().ratePerSecondMax() * SECONDS);
    ConsentAnswer answer =
        callbacks.consent().ask(endpoint.target().url(), seen.options(), perMinute);
    ObjectNode json = Json.mapper().createObjectNode();
    switch (answer) {
      case ConsentAnswer.Granted() ->
          granted(json, consented(request, seen, DeliveryPlan.UNLIMITED));
      case ConsentAnswer.GrantedAtRate(int allowed) -> {
        granted(json, consented(request, seen, (double) allowed / SECONDS));
        json.put("requestsPerMinute", allowed);
      }
      case ConsentAnswer.Withheld(String reason) ->
          json.put("consent", "withheld").put("reason", reason);
      case ConsentAnswer.NotAsked(String reason) ->
          json.put("consent", "notAsked").put("reason", reason);
    }
    return Reply.json(200, json);
  }

  // The rate is in force, and requests name this server, from the next one on.
  private static void granted(ObjectNode json, double rate) {
    json.put("consent", "granted").put("ratePerSecond", rate);
  }

  private double consented(Request request, EndpointDesk.View seen, double perSecond) {
    return desk.consented(request.principal(), seen, perSecond)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.Conflict(
                        "the endpoint was changed while its receiver was asked; ask again")));
  }

  private static ProblemException notOurs(String what) {
    return new ProblemException(
        new Problem.Conflict("only endpoints that were made here can be " + what));
  }

  private Reply test(Request request) {
    Endpoint endpoint = known(store, request);
    if (!TestEvents.takes(endpoint)) {
      throw notOurs("tried out");
    }
    DeliveryId delivery =
        testEvents.send(endpoint, request.requestId()).orElseThrow(EndpointRoutes::unknown);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", delivery.toString());
    json.put("endpoint", endpoint.id().toString());
    return Reply.json(202, json).with("Location", DeliveryRoutes.ALL + "/" + delivery);
  }

  /// The endpoint that the path names, if it is the caller's.
  static Endpoint known(SqlEngineStore store, Request request) {
    return EndpointId.parse(request.pathParameter("endpointId"))
        .flatMap(store.endpoints()::find)
        .filter(it -> it.organization().equals(request.principal().organization()))
        .orElseThrow(EndpointRoutes::unknown);
  }
}
