package io.fleetwire.api;

import io.fleetwire.callback.CloudEvent;
import io.fleetwire.callback.CloudEvents;
import io.fleetwire.callback.HeaderText;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Data, and what CloudEvents knows of it beyond the engine's words. Kept as one payload: an event
/// without attributes is its data, any other is a CloudEvent in JSON. No payload of this room has
/// the media type of a CloudEvent for another reason, so what was packed is recognized.
///
/// @param attributes all of them by name, as they are written in JSON but `data` and `data_base64`
record Envelope(Map<String, String> attributes, Payload data) {
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String SUBJECT = "subject";
  static final String TIME = "time";

  private static final String CONTENT_TYPE = "datacontenttype";
  static final String SCHEMA = "dataschema";
  private static final String VERSION = "specversion";
  private static final String JSON = "application/json";

  /// Those that {@link CloudEvents} writes by itself.
  private static final Set<String> WRITTEN =
      Set.of(VERSION, ID, SOURCE, TYPE, SUBJECT, TIME, CONTENT_TYPE);

  /// What makes a payload a CloudEvent as it is: our own events may have an id alone.
  private static final Set<String> NAMED = Set.of(ID, SOURCE);

  Envelope {
    // in their order, so that the same event is packed into the same bytes
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// Data alone.
  static Envelope bare(Payload data) {
    return new Envelope(Map.of(), data);
  }

  /// What `payload` holds.
  static Envelope unpack(Payload payload) {
    if (!payload.contentType().equals(CloudEvents.STRUCTURED)) {
      return bare(payload);
    }
    Map<String, Slice> members = Slice.of(payload.bytes()).members();
    Map<String, String> attributes = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (!name.startsWith("data_") && !name.equals("data")) {
            JsonNode node = Json.mapper().readTree(value.copy());
            if (!node.isNull()) {
              attributes.put(name, node.asString());
            }
          }
        });
    return new Envelope(attributes, data(members, attributes));
  }

  private static Payload data(Map<String, Slice> members, Map<String, String> attributes) {
    String type = attributes.getOrDefault(CONTENT_TYPE, JSON);
    Slice base64 = members.get("data_base64");
    if (base64 != null) {
      String text = Json.mapper().readTree(base64.copy()).asString();
      return new Payload(type, Base64.getDecoder().decode(text));
    }
    Slice data = members.get("data");
    if (data == null) {
      return new Payload(type, new byte[0]);
    }
    JsonNode node = Json.mapper().readTree(data.copy());
    // JSON event format, section 3.1.1: what is not JSON by its type is a string that holds it.
    return node.isString() && !isJson(type)
        ? new Payload(type, node.asString().getBytes(StandardCharsets.UTF_8))
        : new Payload(type, data.copy());
  }

  static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip();
    return type.equalsIgnoreCase(JSON) || type.endsWith("+json") || type.equals("text/json");
  }

  /// As one payload.
  Payload pack() {
    if (attributes.isEmpty()) {
      return data;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.size() + 512);
    bytes.writeBytes("{".getBytes(StandardCharsets.UTF_8));
    member(bytes, VERSION, "1.0", "");
    attributes.forEach(
        (name, value) -> {
          if (!name.equals(VERSION) && !name.equals(CONTENT_TYPE)) {
            member(bytes, name, value, ",");
          }
        });
    member(bytes, CONTENT_TYPE, data.contentType(), ",");
    if (data.size() > 0 && isReadable(data)) {
      bytes.writeBytes(",\"data\":".getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(data.bytes());
    } else if (data.size() > 0) {
      member(bytes, "data_base64", Base64.getEncoder().encodeToString(data.bytes()), ",");
    }
    bytes.writeBytes("}".getBytes(StandardCharsets.UTF_8));
    return new Payload(CloudEvents.STRUCTURED, bytes.toByteArray());
  }

  private static boolean isReadable(Payload data) {
    return isJson(data.contentType());
  }

  private static void member(
      ByteArrayOutputStream bytes, String name, String value, String before) {
    String quoted =
        before
            + Json.mapper().writeValueAsString(name)
            + ":"
            + Json.mapper().writeValueAsString(value);
    bytes.writeBytes(quoted.getBytes(StandardCharsets.UTF_8));
  }

  /// What a receiver gets who wants CloudEvents with everything in one JSON object.
  static Payload structured(Event event) {
    Envelope envelope = unpack(event.payload());
    return envelope.attributes.keySet().containsAll(NAMED)
        ? event.payload()
        : CloudEvents.structured(envelope.cloudEvent(event));
  }

  /// What a receiver gets in headers who wants CloudEvents in binary mode.
  List<Header> headers(Event event) {
    List<Header> headers = new ArrayList<>(CloudEvents.binary(cloudEvent(event)));
    attributes.forEach(
        (name, value) -> {
          if (!WRITTEN.contains(name)) {
            headers.add(new Header("ce-" + name, HeaderText.encode(value)));
          }
        });
    return headers;
  }

  private CloudEvent cloudEvent(Event event) {
    return new CloudEvent(
        attributes.getOrDefault(ID, event.id().toString()),
        attributes.getOrDefault(SOURCE, source(event.organization())),
        event.type().name(),
        event.subject().value(),
        Optional.ofNullable(attributes.get(TIME))
            .flatMap(Times::parse)
            .orElse(event.facts().occurredAt()),
        data);
  }

  /// Who says what has no source: the organization, as a URI reference.
  private static String source(OrganizationId organization) {
    return "/organizations/" + organization;
  }

  /// Whether an attribute of that name is one of ours and no extension.
  static boolean isCore(String name) {
    return WRITTEN.contains(name) || name.equals(SCHEMA);
  }
}
