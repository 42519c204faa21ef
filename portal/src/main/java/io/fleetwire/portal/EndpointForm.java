package io.fleetwire.portal;

import io.fleetwire.api.EndpointDesk;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form of an endpoint: what was typed, as a wish in the API's words. The rules are the API's;
/// here is noted only what cannot be put into its words. Pure.
final class EndpointForm {
  static final List<String> NAMES =
      List.of(
          "url",
          "description",
          "patterns",
          "conditions",
          "body",
          "headers",
          "auth",
          "user",
          "password",
          "token",
          "headerName",
          "headerValue",
          "tokenUrl",
          "clientId",
          "clientSecret",
          "scope",
          "clientProof",
          "chain",
          "key",
          "announce",
          "signature",
          "ordering",
          "delays",
          "giveUp",
          "connect",
          "firstByte",
          "total",
          "concurrency",
          "rate",
          "version");

  /// What stands before the name of an event type in the name of its box.
  static final String TYPE = "type:";

  private static final String HEADER = "/headers/";

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("url", "url"),
          Map.entry("description", "description"),
          Map.entry("eventTypes", "patterns"),
          Map.entry("conditions", "conditions"),
          Map.entry("headers", "headers"),
          Map.entry("authentication", "auth"),
          Map.entry("authentication/user", "user"),
          Map.entry("authentication/password", "password"),
          Map.entry("authentication/token", "token"),
          Map.entry("authentication/name", "headerName"),
          Map.entry("authentication/value", "headerValue"),
          Map.entry("authentication/tokenUrl", "tokenUrl"),
          Map.entry("authentication/clientId", "clientId"),
          Map.entry("authentication/clientSecret", "clientSecret"),
          Map.entry("authentication/scope", "scope"),
          Map.entry("authentication/certificateChain", "chain"),
          Map.entry("authentication/privateKey", "key"),
          Map.entry("retry", "delays"),
          Map.entry("timeouts/connectMillis", "connect"),
          Map.entry("timeouts/firstByteMillis", "firstByte"),
          Map.entry("timeouts/totalMillis", "total"),
          Map.entry("concurrency", "concurrency"),
          Map.entry("ratePerSecond", "rate"));

  private Fields fields;
  private final ObjectNode json;

  private EndpointForm(Fields fields, ObjectNode json) {
    this.fields = fields;
    this.json = json;
  }

  /// A wish, and the fields with what could not be put into it.
  record Wish(ObjectNode json, Fields fields) {}

  /// `before` is what the endpoint is, or empty for a new one.
  static Wish read(Fields typed, List<String> knownTypes, Optional<EndpointDesk.View> before) {
    ObjectNode base =
        before.map(EndpointDesk::configuration).orElseGet(Json.mapper()::createObjectNode);
    EndpointForm form = new EndpointForm(typed, base);
    form.basics(knownTypes);
    form.conditions();
    form.headers();
    form.authentication();
    form.plan();
    return new Wish(form.json, form.fields);
  }

  /// The same fields, with what the API says is wrong beside the right ones.
  static Fields withFaults(Fields fields, List<Problem.Fault> faults) {
    Fields all = fields;
    for (Problem.Fault fault : faults) {
      all = all.withFault(field(fault.pointer()), told(fault));
    }
    return all;
  }

  /// All headers have one field: which of them is meant has to be said.
  private static String told(Problem.Fault fault) {
    String place = fault.pointer();
    return place.startsWith(HEADER)
        ? place.substring(HEADER.length()) + ": " + fault.message()
        : Texts.sentence(fault.message());
  }

  private static String field(String pointer) {
    String place = pointer.startsWith("/") ? pointer.substring(1) : pointer;
    while (!place.isEmpty()) {
      String field = FIELDS.get(place);
      if (field != null) {
        return field;
      }
      place = place.contains("/") ? place.substring(0, place.lastIndexOf('/')) : "";
    }
    return "form";
  }

  private void basics(List<String> knownTypes) {
    json.put("url", fields.value("url").strip());
    json.put("description", fields.value("description"));
    ArrayNode types = json.putArray("eventTypes");
    knownTypes.stream().filter(name -> fields.isOn(TYPE + name)).forEach(types::add);
    for (String pattern : fields.value("patterns").split("[,\\s]+")) {
      if (!pattern.isEmpty()) {
        types.add(pattern);
      }
    }
    if (types.isEmpty()) {
      fault("patterns", "Choose a type above, or write a pattern; * means every event");
    }
    json.put("body", fields.value("body"));
    json.put("signature", fields.value("signature"));
    json.put("ordering", fields.value("ordering"));
    json.put("announceOrigin", fields.isOn("announce"));
  }

  private void conditions() {
    ArrayNode conditions = json.putArray("conditions");
    for (String line : lines("conditions")) {
      ConditionLines.parse(line)
          .ifPresentOrElse(
              conditions::add,
              () -> fault("conditions", "This is no condition: " + Texts.clipped(line, 60)));
    }
  }

  private void headers() {
    ObjectNode headers = json.putObject("headers");
    for (String line : lines("headers")) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        fault("headers", "Write Name: value, not " + Texts.clipped(line, 60));
      } else if (headers.has(line.substring(0, colon).strip())) {
        fault("headers", line.substring(0, colon).strip() + " is there twice");
      } else {
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
  }

  private List<String> lines(String name) {
    return fields.value(name).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private void authentication() {
    json.remove("authentication");
    String type = fields.value("auth");
    if (type.isEmpty() || type.equals("none")) {
      return;
    }
    ObjectNode object = json.putObject("authentication").put("type", type);
    switch (type) {
      case "basic" -> {
        object.put("user", fields.value("user"));
        secret(object, "password", "password");
      }
      case "bearer" -> secret(object, "token", "token");
      case "header" -> {
        object.put("name", fields.value("headerName").strip());
        secret(object, "value", "headerValue");
      }
      case "oauth2" -> {
        object.put("tokenUrl", fields.value("tokenUrl").strip());
        object.put("clientId", fields.value("clientId"));
        object.put("scope", fields.value("scope").strip());
        object.put("clientProof", fields.value("clientProof"));
        secret(object, "clientSecret", "clientSecret");
      }
      case "mutualTls" -> {
        object.put("certificateChain", fields.value("chain"));
        secret(object, "privateKey", "key");
      }
      default -> fault("auth", "Choose one of these");
    }
  }

  /// One that is left empty stays what it was.
  private void secret(ObjectNode object, String member, String field) {
    if (!fields.value(field).isEmpty()) {
      object.put(member, fields.value(field));
    }
  }

  private void plan() {
    ObjectNode retry = json.withObject("/retry");
    retry.put("clientErrors", fields.isOn("giveUp") ? "giveUp" : "retry");
    if (fields.value("delays").isBlank()) {
      retry.remove("delaysSeconds");
    } else {
      durations("delays")
          .ifPresent(
              delays -> {
                ArrayNode array = retry.putArray("delaysSeconds");
                delays.forEach(delay -> array.add(delay.toMillis() / 1_000.0));
              });
    }
    timeout("connect", "connectMillis");
    timeout("firstByte", "firstByteMillis");
    timeout("total", "totalMillis");
    number("concurrency", (name, value) -> json.put("concurrency", value.intValue()));
    number("rate", (name, value) -> json.put("ratePerSecond", value.doubleValue()));
  }

  private Optional<List<Duration>> durations(String name) {
    Optional<List<Duration>> durations = DurationList.parse(fields.value(name));
    if (durations.isEmpty()) {
      fault(name, "Write times with their units: 0s, 30s, 5m, 2h, 1d");
    }
    return durations;
  }

  private void timeout(String name, String member) {
    ObjectNode timeouts = json.withObject("/timeouts");
    if (fields.value(name).isBlank()) {
      timeouts.remove(member);
      return;
    }
    durations(name)
        .ifPresent(
            list -> {
              if (list.size() == 1) {
                timeouts.put(member, list.getFirst().toMillis());
              } else {
                fault(name, "Write one time with its unit, like 5s");
              }
            });
  }

  private void number(String name, BiConsumer<String, BigDecimal> put) {
    String text = fields.value(name).strip();
    if (text.isEmpty()) {
      json.remove(name.equals("rate") ? "ratePerSecond" : name);
    } else if (text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
      put.accept(name, new BigDecimal(text));
    } else {
      fault(name, "Write a number");
    }
  }

  private void fault(String name, String message) {
    fields = fields.withFault(name, message);
  }

  /// The names of all fields, those of the known types included.
  static List<String> names(List<String> knownTypes) {
    List<String> names = new ArrayList<>(NAMES);
    knownTypes.forEach(name -> names.add(TYPE + name));
    return names;
  }
}
