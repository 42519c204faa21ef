package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Reading what became of a device, the newest first.
final class HistoryRoutes {
  private static final int SIZE_DEFAULT = 50;

  private final History history;

  HistoryRoutes(History history) {
    this.history = history;
  }

  List<Route> routes() {
    return List.of(
        new Route(
                HttpMethod.GET,
                "/v2/devices/{deviceId}/history",
                new Authorization.Person(Permission.LOGIN),
                new BodyRule.None(),
                this::list)
            .reading("before", "size"));
  }

  private Reply list(Request request) {
    long device = PathNumber.of(request, "deviceId", "device");
    long before = QueryNumber.of(request, "before", Long.MAX_VALUE);
    int size = QueryNumber.size(request, SIZE_DEFAULT, History.PAGE_MAX);
    List<HistoryEntry> entries =
        history
            .list(request.principal().organization(), device, before, size)
            .orElseThrow(() -> PathNumber.unknown("device", device));
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("history");
              entries.forEach(entry -> write(json, entry));
              json.writeEndArray();
              if (entries.size() == size) {
                json.writeNumberProperty("next", entries.getLast().number());
              }
            }));
  }

  private static void write(JsonGenerator json, HistoryEntry entry) {
    HistoryEntry.Change change = entry.change();
    json.writeStartObject();
    json.writeNumberProperty("number", entry.number());
    json.writeStringProperty("at", LabTime.text(entry.at()));
    json.writeStringProperty("kind", entry.kind().code());
    switch (entry.kind()) {
      case CHANGE -> {
        json.writeStringProperty("previousStatus", change.previous().code());
        json.writeStringProperty("effectiveStatus", change.effective().code());
        json.writeStringProperty("status", change.status().label());
        json.writeStringProperty("state", change.state().name());
        json.writeBooleanProperty("forcedOffline", change.forcedOffline());
        json.writeStringProperty("message", change.message());
      }
      case RETAINED, RELEASED -> json.writeStringProperty("bookedBy", change.message());
    }
    json.writeStringProperty("host", entry.host());
    json.writeStringProperty("source", entry.source().kind().code());
    json.writeStringProperty("who", entry.source().who());
    json.writeStringProperty("requestId", entry.trace());
    json.writeEndObject();
  }
}
