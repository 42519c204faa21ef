package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What agents call: reports of their devices, and heartbeats of their hosts.
final class AgentRoutes {
  /// 500 reports of a kilobyte each, and 1,000 identifiers of at most 128 characters.
  private static final BodyRule REPORTS = new BodyRule.Json(640 * 1024);

  private static final BodyRule HEARTBEAT = new BodyRule.Json(4 * 1024);

  private static final Authorization AGENT = new Authorization.Person(Permission.LAB_REPORT);

  private final Reporting reporting;
  private final InstantSource clock;

  AgentRoutes(Reporting reporting, InstantSource clock) {
    this.reporting = reporting;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, "/v2/agent/reports", AGENT, REPORTS, this::report),
        new Route(HttpMethod.POST, "/v2/agent/heartbeats", AGENT, HEARTBEAT, this::heartbeat));
  }

  private Reply report(Request request) {
    JsonBody body = request.json();
    ReportBatch batch = ReportBatch.read(body, clock.instant());
    body.check();
    OrganizationId organization = request.principal().organization();
    return switch (reporting.take(organization, batch, request.requestId())) {
      case ReportAnswer.Taken taken -> Reply.json(200, LabJson.object(json -> write(json, taken)));
      case ReportAnswer.TooManyHosts(int max) -> throw tooManyHosts(max);
    };
  }

  private Reply heartbeat(Request request) {
    JsonBody body = request.json();
    String name = ReportBatch.host(body);
    body.check();
    OrganizationId organization = request.principal().organization();
    Host host =
        reporting
            .heartbeat(organization, name, request.requestId())
            .orElseThrow(() -> tooManyHosts(Reporting.HOSTS_MAX));
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeNumberProperty("hostId", host.id());
              json.writeBooleanProperty("wasDown", host.down());
            }));
  }

  private static void write(JsonGenerator json, ReportAnswer.Taken taken) {
    json.writeNumberProperty("applied", taken.applied());
    json.writeNumberProperty("repeated", taken.repeated());
    json.writeNumberProperty("sequence", taken.sequence());
    json.writeArrayPropertyStart("ignored");
    for (ReportAnswer.Ignored ignored : taken.ignored()) {
      json.writeStartObject();
      json.writeNumberProperty("sequence", ignored.sequence());
      json.writeStringProperty("udid", ignored.udid());
      json.writeStringProperty("reason", ignored.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static ProblemException tooManyHosts(int max) {
    return new ProblemException(
        new Problem.LimitExceeded(
            "host: an organization has at most " + max + " hosts; remove one that is not used"));
  }
}
