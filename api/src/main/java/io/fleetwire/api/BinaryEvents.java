package io.fleetwire.api;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// CloudEvents in binary mode: the attributes in headers that begin with `ce-`, the data as the
/// body (HTTP binding, section 3.1). Pure.
final class BinaryEvents {
  private static final String PREFIX = "ce-";

  private final EventReader reader;

  BinaryEvents(EventReader reader) {
    this.reader = reader;
  }

  EventReader.Item read(Request request) {
    List<Fault> faults = new ArrayList<>();
    Map<String, String> attributes = attributes(request, faults);
    if (!attributes.getOrDefault("specversion", "").equals("1.0")) {
      faults.add(new Fault("ce-specversion", "required 1.0"));
    }
    for (String name : List.of(Envelope.ID, Envelope.SOURCE)) {
      if (attributes.getOrDefault(name, "").isBlank()) {
        faults.add(new Fault(PREFIX + name, "required header"));
      }
    }
    if (attributes.containsKey(Envelope.SCHEMA)) {
      CloudEventRules.schemaFault(
          attributes.get(Envelope.SCHEMA), PREFIX + Envelope.SCHEMA, faults);
    }
    String type = request.header("Content-Type").map(String::strip).orElse("application/json");
    if (Envelope.isJson(type) && request.body().length > 0) {
      requireJson(request.body());
    }
    Envelope envelope = new Envelope(attributes, new Payload(type, request.body()));
    EventReader.Item item =
        reader.draft(new EventReader.Parts(attributes, envelope, envelope.pack(), ""), faults, 0);
    List<Fault> told = new ArrayList<>();
    faults.stream()
        .map(BinaryEvents::inHeader)
        .forEach(fault -> EventReader.complain(told, fault.pointer(), fault.message()));
    return new EventReader.Item(item.draft(), told);
  }

  /// What was found at `/type` of other forms is in a header here.
  private static Fault inHeader(Fault fault) {
    String pointer = fault.pointer();
    return pointer.startsWith("/") && !pointer.equals("/data")
        ? new Fault(PREFIX + pointer.substring(1), fault.message())
        : fault;
  }

  private static void requireJson(byte[] body) throws ProblemException {
    Json.parse(body);
  }

  private static Map<String, String> attributes(Request request, List<Fault> faults) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int extensions = 0;
    for (Header header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!name.startsWith(PREFIX)) {
        continue;
      }
      String attribute = name.substring(PREFIX.length());
      Optional<String> value = decoded(header.value());
      boolean named =
          Envelope.isCore(attribute) || CloudEventRules.NAME.matcher(attribute).matches();
      extensions += Envelope.isCore(attribute) ? 0 : 1;
      if (!named || attribute.equals("data")) {
        faults.add(new Fault(name, "an attribute's name has 1 to 20 small letters and digits"));
      } else if (value.filter(it -> it.length() <= CloudEventRules.VALUE_LENGTH_MAX).isEmpty()) {
        faults.add(
            new Fault(
                name,
                "required text of at most "
                    + CloudEventRules.VALUE_LENGTH_MAX
                    + " letters, percent-encoded UTF-8"));
      } else if (attributes.putIfAbsent(attribute, value.get()) != null) {
        faults.add(new Fault(name, "is there twice"));
      }
    }
    if (extensions > CloudEventRules.EXTENSIONS_MAX) {
      faults.add(
          new Fault("", "at most " + CloudEventRules.EXTENSIONS_MAX + " extension attributes"));
    }
    return attributes;
  }

  /// Percent-encoded UTF-8 (HTTP binding, section 3.1.3.2).
  private static Optional<String> decoded(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      boolean coded = letter == '%' && i + 2 < value.length();
      if (coded && value.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
        bytes.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (letter == '%' || letter > 0x7e) {
        return Optional.empty();
      } else {
        bytes.write(letter);
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
