package io.fleetwire.apple;

import io.fleetwire.access.Organization;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.QueryRule;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pushes by our own API. The routes are there on every server, so that its description is the same
/// everywhere; without a backend for Apple devices there is no desk, and no device.
public final class PushRoutes {
  private static final String PREFIX = "/api/v1/apple";
  private static final String DEVICE = PREFIX + "/devices/{udid}";

  /// A thousand identifiers of twice the length that Apple's have.
  private static final int BULK_BYTES_MAX = 128 * 1024;

  private final Optional<PushDesk> desk;

  private PushRoutes(Optional<PushDesk> desk) {
    this.desk = desk;
  }

  /// The routes; problems are told as RFC 9457 has it.
  public static RouteGroup of(Optional<PushDesk> desk) {
    PushRoutes routes = new PushRoutes(desk);
    return new RouteGroup(PREFIX, new ProblemJson(), QueryRule.REFUSE_OTHERS, routes.list());
  }

  private List<Route> list() {
    return List.of(
        route(DEVICE + "/push", new BodyRule.None(), this::device),
        route(DEVICE + "/users/{user}/push", new BodyRule.None(), this::user),
        route(PREFIX + "/push", new BodyRule.Json(BULK_BYTES_MAX), this::many));
  }

  private static Route route(String path, BodyRule body, Handler handler) {
    return new Route(HttpMethod.POST, path, PushScopes.authorization(), body, handler);
  }

  private Reply device(Request request) {
    return one(request, PushTarget.device(request.pathParameter("udid")));
  }

  private Reply user(Request request) {
    return one(
        request, PushTarget.user(request.pathParameter("udid"), request.pathParameter("user")));
  }

  private Reply one(Request request, PushTarget target) {
    PushAnswer answer =
        theirs(request)
            .map(found -> found.push(target, request.requestId()))
            .orElseGet(() -> without(request));
    return switch (answer) {
      case PushAnswer.Sent(String apnsId) ->
          Reply.json(200, AppleJson.object().put("apnsId", apnsId));
      case PushAnswer.Unknown _ ->
          throw new ProblemException(new Problem.NotFound(answer.explanation()));
      case PushAnswer.Later(String _, Duration after) ->
          throw new ProblemException(new Problem.Unavailable(answer.explanation(), after));
      case PushAnswer.Left _,
          PushAnswer.NoToken _,
          PushAnswer.Unregistered _,
          PushAnswer.NoCertificate _,
          PushAnswer.CertificateOver _,
          PushAnswer.OtherTopic _,
          PushAnswer.Refused _ ->
          throw new ProblemException(new Problem.Conflict(answer.explanation()));
    };
  }

  private Reply many(Request request) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("udids"));
    List<String> udids = body.strings("udids", PushDesk.BULK_MAX).stream().distinct().toList();
    body.check();
    List<PushTarget> targets = udids.stream().map(PushTarget::device).toList();
    List<PushAnswer> answers =
        theirs(request)
            .map(found -> found.push(targets, request.requestId()))
            .orElseGet(() -> udids.stream().map(_ -> without(request)).toList());
    ObjectNode json = AppleJson.object();
    ArrayNode pushes = json.putArray("pushes");
    for (int i = 0; i < udids.size(); i++) {
      put(pushes.addObject().put("udid", udids.get(i)), answers.get(i));
    }
    return Reply.json(200, json);
  }

  private static void put(ObjectNode json, PushAnswer answer) {
    json.put("outcome", answer.code());
    if (answer instanceof PushAnswer.Sent(String apnsId)) {
      json.put("apnsId", apnsId);
    } else {
      json.put("detail", answer.explanation());
    }
  }

  /// The desk, if devices are the caller's to wake. To everybody else there are none.
  private Optional<PushDesk> theirs(Request request) {
    OrganizationId caller = request.principal().organization();
    return desk.filter(found -> found.isFor(caller));
  }

  private PushAnswer without(Request request) {
    boolean isOperator = Organization.runsTheServer(request.principal().organization());
    return desk.isEmpty() && isOperator ? new PushAnswer.NoCertificate() : new PushAnswer.Unknown();
  }
}
