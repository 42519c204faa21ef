package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Looking at devices: the vendor's first form, which has three arrays and no pages, and its second
/// one, which has pages.
final class DeviceRoutes {
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization SEE = new Authorization.Person(Permission.LOGIN);

  private final Devices devices;

  DeviceRoutes(Devices devices) {
    this.devices = devices;
  }

  Route first() {
    return new Route(HttpMethod.GET, "/v1/devices", SEE, NOTHING, this::listFirst);
  }

  List<Route> second() {
    return List.of(
        new Route(HttpMethod.GET, "/v2/devices", SEE, NOTHING, this::listSecond)
            .reading(
                "udid",
                "deviceName",
                "status",
                "platform",
                "version",
                "team",
                "bundle",
                "tag",
                "host",
                "booked",
                "online",
                "page",
                "size"),
        new Route(HttpMethod.GET, "/v2/devices/{deviceId}", SEE, NOTHING, this::get));
  }

  private Reply listFirst(Request request) {
    Principal caller = request.principal();
    Devices.Arrays arrays = devices.all(caller, DeviceQuery.first(request));
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              write(json, "privateDevices", arrays.own(), caller);
              write(json, "favoriteDevices", arrays.favorites(), caller);
              write(json, "cloudDevices", arrays.shared(), caller);
            }));
  }

  private Reply listSecond(Request request) {
    Paging paging = Paging.of(request);
    Devices.Page found = devices.list(request.principal(), DeviceQuery.second(request), paging);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("devices");
              found.devices().forEach(view -> view.second(json));
              json.writeEndArray();
              json.writeNumberProperty("page", paging.page());
              json.writeNumberProperty("size", paging.size());
              json.writeNumberProperty("total", found.total());
            }));
  }

  private Reply get(Request request) {
    long id = PathNumber.of(request, "deviceId", "device");
    return devices
        .find(request.principal(), id)
        .map(view -> Reply.json(200, LabJson.object(view::members)))
        .orElseThrow(() -> PathNumber.unknown("device", id));
  }

  private static void write(
      JsonGenerator json, String name, List<DeviceView> views, Principal caller) {
    json.writeArrayPropertyStart(name);
    views.forEach(view -> view.first(json, caller));
    json.writeEndArray();
  }
}
