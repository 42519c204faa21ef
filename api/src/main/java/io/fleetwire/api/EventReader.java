package io.fleetwire.api;

import io.fleetwire.callback.CloudEvents;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the five forms of a request that publishes events: one event or a batch in our own words,
/// and CloudEvents 1.0 structured, as a batch, or in binary mode. Pure but for the clock.
final class EventReader {
  /// One commit, and one answer to look at.
  static final int BATCH_MAX = 500;

  /// What a callback can carry without being a download. Larger things are links.
  static final int EVENT_BYTES_MAX = 1024 * 1024;

  /// As large as the largest batch of usual events (16 KiB each).
  static final int REQUEST_BYTES_MAX = 8 * 1024 * 1024;

  private static final Set<String> OURS = Set.of("type", "subject", "time", "source", "id", "data");
  private static final String BATCH = "application/cloudevents-batch+json";

  private final InstantSource clock;

  EventReader(InstantSource clock) {
    this.clock = clock;
  }

  /// What was found: drafts and faults, each fault with a pointer into the body. `isBatch` says
  /// whether the caller expects a list.
  record Found(List<EventDraft> drafts, List<Fault> faults, boolean isBatch) {}

  Found read(Request request) {
    if (!request.header("Content-Encoding").orElse("identity").strip().equals("identity")) {
      throw new ProblemException(
          new Problem.UnsupportedMediaType("the body without Content-Encoding"));
    }
    String type = request.header("Content-Type").orElse("").split(";", 2)[0].strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.equals(CloudEvents.STRUCTURED)) {
      return one(
          structured(
              json(request, "a CloudEvent"), Slice.of(request.body()), "", new ArrayList<>()));
    }
    if (lower.equals(BATCH)) {
      return structuredBatch(request);
    }
    if (request.header("ce-specversion").isPresent()) {
      return one(new BinaryEvents(this).read(request));
    }
    if (!lower.equals("application/json")) {
      throw new ProblemException(
          new Problem.UnsupportedMediaType(
              "application/json, a CloudEvent as "
                  + CloudEvents.STRUCTURED
                  + " or "
                  + BATCH
                  + ", or one in binary mode with the header ce-specversion"));
    }
    JsonNode body = json(request, "an event, or a batch as {\"events\": [...]}");
    return body.has("events") ? ownBatch(request, body) : one(own(body, request));
  }

  /// Reads what somebody wrote into a form.
  Found readWritten(Publisher.Wish wish) {
    byte[] data = wish.data().getBytes(StandardCharsets.UTF_8);
    try {
      Json.parse(data);
    } catch (ProblemException e) {
      return new Found(List.of(), List.of(new Fault("/data", e.problem().explanation())), false);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(Envelope.TYPE, wish.type());
    if (!wish.subject().isEmpty()) {
      attributes.put(Envelope.SUBJECT, wish.subject());
    }
    Payload payload = new Payload("application/json", data);
    Parts parts = new Parts(attributes, Envelope.bare(payload), payload, "");
    return one(draft(parts, new ArrayList<>(), 0));
  }

  /// One item, and what is wrong with it.
  record Item(List<EventDraft> draft, List<Fault> faults) {}

  private static Found one(Item item) {
    return new Found(item.draft(), item.faults(), false);
  }

  private static JsonNode json(Request request, String what) {
    JsonNode body = Json.parse(request.body());
    if (!body.isObject()) {
      throw Cursor.fault("", "required object: " + what);
    }
    return body;
  }

  private Item own(JsonNode body, Request request) {
    return own(body, Slice.of(request.body()), "", new ArrayList<>());
  }

  private Found ownBatch(Request request, JsonNode body) {
    List<Fault> faults = new ArrayList<>();
    for (String name : body.propertyNames()) {
      if (!name.equals("events")) {
        faults.add(new Fault("/" + name, "unknown member; a batch has events alone"));
      }
    }
    JsonNode events = body.get("events");
    requireBatch(events, "/events");
    List<Slice> slices =
        Slice.of(request.body())
            .members()
            .getOrDefault("events", Slice.of(request.body()))
            .elements();
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      String where = "/events/" + i;
      if (events.get(i).isObject()) {
        drafts.addAll(own(events.get(i), slices.get(i), where, faults).draft());
      } else {
        faults.add(new Fault(where, "required object"));
      }
    }
    return new Found(drafts, faults, true);
  }

  private Found structuredBatch(Request request) {
    JsonNode events = Json.parse(request.body());
    requireBatch(events, "");
    List<Slice> slices = Slice.of(request.body()).elements();
    List<Fault> faults = new ArrayList<>();
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).isObject()) {
        drafts.addAll(structured(events.get(i), slices.get(i), "/" + i, faults).draft());
      } else {
        faults.add(new Fault("/" + i, "required object"));
      }
    }
    return new Found(drafts, faults, true);
  }

  private static void requireBatch(JsonNode events, String where) {
    if (!events.isArray() || events.isEmpty() || events.size() > BATCH_MAX) {
      throw Cursor.fault(where, "required array of 1 to " + BATCH_MAX + " events");
    }
  }

  private Item own(JsonNode event, Slice slice, String where, List<Fault> faults) {
    int before = faults.size();
    for (String name : event.propertyNames()) {
      if (!OURS.contains(name)) {
        faults.add(new Fault(where + "/" + name, "unknown member; what is yours goes into data"));
      }
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : List.of("type", "subject", "time", "source", "id")) {
      JsonNode value = event.path(name);
      if (value.isString()) {
        attributes.put(name, value.stringValue());
      } else if (!value.isMissingNode() && !value.isNull()) {
        faults.add(new Fault(where + "/" + name, "required string"));
      }
    }
    Optional<Slice> data = Optional.ofNullable(slice.members().get("data"));
    if (data.isEmpty()) {
      faults.add(new Fault(where + "/data", "required"));
    }
    Map<String, String> beyond = new LinkedHashMap<>(attributes);
    boolean bare = !attributes.containsKey("source") && !attributes.containsKey("id");
    Payload payload =
        new Payload("application/json", data.map(Slice::copy).orElseGet(() -> new byte[0]));
    Envelope envelope = bare ? Envelope.bare(payload) : new Envelope(beyond, payload);
    return draft(new Parts(attributes, envelope, envelope.pack(), where), faults, before);
  }

  private Item structured(JsonNode event, Slice slice, String where, List<Fault> faults) {
    int before = faults.size();
    if (!event.path("specversion").asString("").equals("1.0")) {
      faults.add(new Fault(where + "/specversion", "required 1.0"));
    }
    CloudEventRules.faults(event, where, faults);
    if (faults.size() > before) {
      return new Item(List.of(), faults);
    }
    Payload payload = new Payload(CloudEvents.STRUCTURED, slice.copy());
    Envelope envelope = Envelope.unpack(payload);
    return draft(new Parts(envelope.attributes(), envelope, payload, where), faults, before);
  }

  /// What a draft is made of.
  record Parts(Map<String, String> attributes, Envelope envelope, Payload payload, String where) {}

  /// A draft, unless there are more faults than `before`.
  Item draft(Parts parts, List<Fault> faults, int before) {
    Map<String, String> attributes = parts.attributes();
    String type = attributes.getOrDefault(Envelope.TYPE, "");
    if (type.isBlank() || type.length() > EventType.LENGTH_MAX) {
      complain(
          faults, parts.where() + "/type", "required name of an event type, 128 letters at most");
      type = "?";
    }
    String subject = attributes.getOrDefault(Envelope.SUBJECT, type);
    if (subject.isBlank() || subject.length() > Subject.LENGTH_MAX) {
      complain(faults, parts.where() + "/subject", "1 to 255 letters, or leave it out");
      subject = "?";
    }
    Optional<Instant> said =
        Optional.ofNullable(attributes.get(Envelope.TIME)).flatMap(Times::ofEvent);
    if (attributes.containsKey(Envelope.TIME) && said.isEmpty()) {
      faults.add(new Fault(parts.where() + "/time", Times.WANTED));
    }
    for (String name : List.of(Envelope.ID, Envelope.SOURCE)) {
      String value = attributes.getOrDefault(name, "-");
      if (value.isBlank() || value.length() > CloudEventRules.VALUE_LENGTH_MAX) {
        complain(
            faults,
            parts.where() + "/" + name,
            "1 to " + CloudEventRules.VALUE_LENGTH_MAX + " letters, or leave it out");
      }
    }
    if (!CloudEventRules.isReference(attributes.getOrDefault(Envelope.SOURCE, "-"))) {
      complain(faults, parts.where() + "/" + Envelope.SOURCE, CloudEventRules.NO_REFERENCE);
    }
    if (parts.payload().size() > EVENT_BYTES_MAX) {
      faults.add(
          new Fault(parts.where() + "/data", "an event has at most " + EVENT_BYTES_MAX + " bytes"));
    }
    if (faults.size() > before) {
      return new Item(List.of(), faults);
    }
    return new Item(
        List.of(
            new EventDraft(
                new EventType(type),
                new Subject(subject),
                said.orElseGet(clock::instant),
                parts.envelope(),
                parts.payload(),
                name(attributes),
                parts.where())),
        faults);
  }

  /// Adds a fault, unless there is one of this place: whoever mends the first has mended both.
  static void complain(List<Fault> faults, String place, String message) {
    if (faults.stream().noneMatch(fault -> fault.pointer().equals(place))) {
      faults.add(new Fault(place, message));
    }
  }

  /// Source and id name an event (CloudEvents 1.0, section 3.1.1). An id alone is one of the
  /// organization's.
  private static String name(Map<String, String> attributes) {
    String id = attributes.getOrDefault(Envelope.ID, "");
    return id.isEmpty() ? "" : attributes.getOrDefault(Envelope.SOURCE, "") + "\n" + id;
  }
}
