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
import tools.jackson.core.JsonGenerator;

/// The operations on hosts.
final class HostRoutes {
  private static final BodyRule BODY = new BodyRule.Json(4 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization MANAGE = new Authorization.Person(Permission.LAB_MANAGE);
  private static final String ALL = "/v2/hosts";
  private static final String ONE = ALL + "/{hostId}";

  private final Hosts hosts;

  HostRoutes(Hosts hosts) {
    this.hosts = hosts;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.GET, ALL, MANAGE, NOTHING, this::list),
        new Route(HttpMethod.POST, ALL, MANAGE, BODY, this::create),
        new Route(HttpMethod.GET, ONE, MANAGE, NOTHING, this::get),
        new Route(HttpMethod.PUT, ONE, MANAGE, BODY, this::replace),
        new Route(HttpMethod.DELETE, ONE, MANAGE, NOTHING, this::delete));
  }

  private Reply list(Request request) {
    List<Hosts.Listed> found = hosts.list(request.principal().organization());
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("hosts");
              for (Hosts.Listed listed : found) {
                json.writeStartObject();
                members(json, listed.host());
                json.writeNumberProperty("devices", listed.devices());
                json.writeNumberProperty("offline", listed.offline());
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  private Reply create(Request request) {
    return reply(201, hosts.create(request.principal(), wish(request)));
  }

  private Reply get(Request request) {
    return reply(200, new Hosts.Answer.Saved(known(request)));
  }

  private Reply replace(Request request) {
    long id = known(request).id();
    return reply(200, hosts.replace(request.principal(), id, wish(request)));
  }

  private Reply delete(Request request) {
    reply(200, hosts.remove(request.principal(), id(request)));
    return Reply.empty(204);
  }

  private static long id(Request request) {
    return PathNumber.of(request, "hostId", "host");
  }

  private Host known(Request request) {
    return hosts
        .find(request.principal().organization(), id(request))
        .orElseThrow(() -> PathNumber.unknown("host", id(request)));
  }

  private static Host.Wish wish(Request request) {
    JsonBody body = request.json();
    Host.Wish wish = DeviceBody.host(body);
    body.check();
    return wish;
  }

  private static Reply reply(int status, Hosts.Answer answer) {
    return switch (answer) {
      case Hosts.Answer.Saved(Host host) ->
          Reply.json(status, LabJson.object(json -> members(json, host)));
      case Hosts.Answer.NameTaken(String name) ->
          throw new ProblemException(
              new Problem.Conflict("name: your organization has a host called \"" + name + "\""));
      case Hosts.Answer.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded("an organization has at most " + max + " hosts"));
      case Hosts.Answer.Unknown() -> throw PathNumber.unknown("host", "of this number");
    };
  }

  private static void members(JsonGenerator json, Host host) {
    json.writeNumberProperty("id", host.id());
    json.writeStringProperty("name", host.name());
    json.writeStringProperty("hosting", host.hosting().code());
    json.writeStringProperty("status", host.down() ? "down" : host.heard() ? "up" : "never heard");
  }
}
