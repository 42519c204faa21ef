package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem.Fault;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What may be published: the organization's own event types, and those of another slice.
/// Thread-safe.
final class Catalogue {
  private final EventTypes types;
  private final ForeignCatalogue foreign;

  Catalogue(EventTypes types, ForeignCatalogue foreign) {
    this.types = types;
    this.foreign = foreign;
  }

  /// The draft as it will be kept; notes in `faults` what is wrong with it.
  EventDraft checked(OrganizationId organization, EventDraft draft, List<Fault> faults) {
    String where = draft.where();
    EventType type = draft.type();
    if (foreign.has(type)) {
      return switch (foreign.judge(type, draft.envelope().data().bytes())) {
        case ForeignCatalogue.Fit(var payload) -> draft.with(payload);
        case ForeignCatalogue.Unfit(String reason) -> {
          faults.add(new Fault(where + "/data", reason));
          yield draft;
        }
      };
    }
    Optional<EventTypes.Known> known = types.find(organization, type.name());
    if (known.isEmpty()) {
      faults.add(
          new Fault(
              where + "/type",
              "there is no event type " + type + "; create it by POST /api/v1/event-types"));
    } else if (known.get().type().isArchived()) {
      faults.add(new Fault(where + "/type", "the event type " + type + " is archived; restore it"));
    } else if (known.get().check() instanceof EventTypes.Valid(EventSchema schema)) {
      faults.addAll(faults(schema, draft));
    }
    return draft;
  }

  private static List<Fault> faults(EventSchema schema, EventDraft draft) {
    String where = draft.where();
    if (!Envelope.isJson(draft.envelope().data().contentType())
        || draft.envelope().data().size() == 0) {
      return List.of(new Fault(where + "/data", "must be JSON: the event type has a schema"));
    }
    JsonNode data = Json.mapper().readTree(draft.envelope().data().bytes());
    return schema.faults(data, where + "/data");
  }
}
