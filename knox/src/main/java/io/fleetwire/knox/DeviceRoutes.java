package io.fleetwire.knox;

import io.fleetwire.access.Scope;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.PageNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// The list of devices, by POST as the family has it and by GET as everybody expects it (contract
/// 2.3).
final class DeviceRoutes {
  private static final BodyRule BODY = new BodyRule.Json(1024 * 1024);

  private static final String TARGETS = "targetServices";

  private static final Authorization READERS =
      new Authorization.Token(Set.of(new Scope("kdms.devices:read")), false);

  private final Devices devices;
  private final KdmsDialect dialect;

  DeviceRoutes(Devices devices, KdmsDialect dialect) {
    this.devices = devices;
    this.dialect = dialect;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, "/kdms/v1/devices/getDevices", READERS, BODY, this::listByBody),
        new Route(
            HttpMethod.GET, "/kdms/v1/devices", READERS, new BodyRule.None(), this::listByQuery));
  }

  private Reply listByBody(Request request) {
    JsonBody body = request.json();
    List<String> names = body.findStrings("deviceIds", BulkRequest.IDENTIFIERS_MAX);
    boolean onlyKai = body.has(TARGETS);
    if (onlyKai && !TargetService.KAI.isNamedBy(body.node(TARGETS))) {
      body.fault(TARGETS, TargetService.ONLY);
    }
    PageNumber page = body.page();
    body.check();
    return reply(new Devices.Query(request.principal().organization(), names, onlyKai, page));
  }

  private Reply listByQuery(Request request) {
    Optional<String> target = request.query(TARGETS);
    if (target.isPresent() && !target.get().equals(TargetService.KAI.name())) {
      throw new ProblemException(Problem.Invalid.of(TARGETS, TargetService.ONLY));
    }
    return reply(
        new Devices.Query(
            request.principal().organization(), List.of(), target.isPresent(), request.page()));
  }

  private Reply reply(Devices.Query query) {
    Devices.Page page = devices.list(query);
    return dialect.success(
        256 * query.page().size(),
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("totalCount", page.totalCount());
          json.writeNumberProperty("pageNum", query.page().number());
          json.writeNumberProperty("pageSize", query.page().size());
          json.writeArrayPropertyStart("devices");
          page.devices().forEach(device -> write(json, device));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// The members of the family's device lists; what nobody told us is null.
  private static void write(JsonGenerator json, Device device) {
    json.writeStartObject();
    json.writeStringProperty("id", device.id().toString());
    String text = device.identifier().text();
    DeviceIdentifier.Kind kind = device.identifier().kind();
    write(json, "imei", kind == DeviceIdentifier.Kind.IMEI, text);
    json.writeNullProperty("imei2");
    write(json, "meid", kind == DeviceIdentifier.Kind.MEID, text);
    write(json, "serialNumber", kind == DeviceIdentifier.Kind.SERIAL, text);
    json.writeNullProperty("model");
    json.writeStringProperty("state", "Verified");
    json.writeArrayPropertyStart(TARGETS);
    if (device.isInKai()) {
      json.writeString(TargetService.KAI.name());
    }
    json.writeEndArray();
    json.writeNumberProperty("createTime", device.createdAt().toEpochMilli());
    json.writeNumberProperty("updateTime", device.changedAt().toEpochMilli());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, boolean known, String text) {
    if (known) {
      json.writeStringProperty(name, text);
    } else {
      json.writeNullProperty(name);
    }
  }
}
