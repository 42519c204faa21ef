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
import java.util.Set;
import java.util.regex.Pattern;

/// Changing devices, each thing behind the vendor's permission for it.
final class DeviceEditRoutes {
  private static final BodyRule BODY = new BodyRule.Json(16 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ONE = "/v2/devices/{deviceId}";
  private static final int CUSTOM_NAME_LENGTH_MAX = 100;

  /// A person looks at them all in a row of a table.
  private static final int TAGS_MAX = 50;

  /// The vendor's rule: at most 32 letters, digits and these, without blanks (contract 7).
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9@._+-]{1,32}");

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
    body.refuseOthers(Set.of("hosting", "hidden", "appiumDisabled", "forcedOffline"));
    if (!body.has("hosting")) {
      body.fault("hosting", "required: public, private or local");
    }
    DeviceEdits.Managed wish =
        new DeviceEdits.Managed(
            LabBody.hosting(body, Hosting.LOCAL),
            body.bool("hidden", false),
            body.bool("appiumDisabled", false),
            body.bool("forcedOffline", false));
    mustExist(request);
    body.check();
    return done(request, edits.manage(request.principal(), id(request), wish, request.requestId()));
  }

  private Reply remove(Request request) {
    return done(request, edits.remove(request.principal(), id(request), request.requestId()));
  }

  private Reply rename(Request request) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("name"));
    boolean empty = body.node("name").isString() && body.string("name").isBlank();
    String name = empty ? "" : LabBody.line(body, "name", CUSTOM_NAME_LENGTH_MAX);
    mustExist(request);
    body.check();
    return done(request, edits.rename(request.principal(), id(request), name));
  }

  private Reply tag(Request request) {
    return tag(request, TagTable.ORGANIZATION);
  }

  private Reply tagPersonally(Request request) {
    return tag(request, request.principal().person().number());
  }

  private Reply tag(Request request, long person) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("tags"));
    if (!body.has("tags")) {
      body.fault("tags", "required array of strings, which may be empty");
    }
    List<String> tags = body.findStrings("tags", TAGS_MAX).stream().distinct().toList();
    if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      body.fault("tags", "a tag has 1 to 32 letters, digits and @ . _ - +, without blanks");
    }
    mustExist(request);
    body.check();
    return done(request, edits.tag(request.principal(), id(request), person, tags));
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
