package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Optional;

/// Changing devices, each thing behind the vendor's permission for it.
final class DeviceEditRoutes {
  private static final BodyRule BODY = new BodyRule.Json(16 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ONE = "/v2/devices/{deviceId}";

  private final DeviceEdits edits;

  DeviceEditRoutes(DeviceEdits edits) {
    this.edits = edits;
  }

  List<Route> routes() {
    return List.of(
        route(HttpMethod.PUT, "", Permission.LAB_MANAGE, this::manage),
        route(HttpMethod.DELETE, "", Permission.LAB_MANAGE, this::remove),
        route(HttpMethod.PUT, "/name", Permission.DEVICE_NAME, this::rename),
        route(HttpMethod.PUT, "/tags", Permission.DEVICE_TAG, this::tag),
        route(HttpMethod.PUT, "/personal-tags", Permission.LOGIN, this::tagPersonally),
        new Route(
            HttpMethod.PUT,
            ONE + "/favorite",
            new Authorization.Person(Permission.LOGIN),
            NOTHING,
            request -> favor(request, true)),
        route(HttpMethod.DELETE, "/favorite", Permission.LOGIN, request -> favor(request, false)));
  }

  private static Route route(
      HttpMethod method, String part, Permission permission, Handler handler) {
    BodyRule body = method == HttpMethod.PUT ? BODY : NOTHING;
    return new Route(method, ONE + part, new Authorization.Person(permission), body, handler);
  }

  private Reply manage(Request request) {
    JsonBody body = request.json();
    DeviceEdits.Managed wish = DeviceBody.managed(body);
    mustExist(request);
    body.check();
    return done(request, edits.manage(request.principal(), id(request), wish, request.requestId()));
  }

  private Reply remove(Request request) {
    return done(request, edits.remove(request.principal(), id(request), request.requestId()));
  }

  private Reply rename(Request request) {
    JsonBody body = request.json();
    String name = DeviceBody.name(body);
    mustExist(request);
    body.check();
    return done(request, edits.rename(request.principal(), id(request), name));
  }

  private Reply tag(Request request) {
    List<String> tags = tags(request);
    return done(request, edits.tagForAll(request.principal(), id(request), tags));
  }

  private Reply tagPersonally(Request request) {
    List<String> tags = tags(request);
    return done(request, edits.tagForOneself(request.principal(), id(request), tags));
  }

  private List<String> tags(Request request) {
    JsonBody body = request.json();
    List<String> tags = DeviceBody.tags(body);
    mustExist(request);
    body.check();
    return tags;
  }

  private Reply favor(Request request, boolean favorite) {
    return done(request, edits.favor(request.principal(), id(request), favorite));
  }

  /// Who may not know of a device must not learn of it from how a body is refused.
  private void mustExist(Request request) {
    if (!edits.exists(request.principal(), id(request))) {
      throw PathNumber.unknown("device", id(request));
    }
  }

  private static long id(Request request) {
    return PathNumber.of(request, "deviceId", "device");
  }

  private static Reply done(Request request, Optional<Device> device) {
    if (device.isEmpty()) {
      throw PathNumber.unknown("device", id(request));
    }
    return Reply.empty(204);
  }
}
