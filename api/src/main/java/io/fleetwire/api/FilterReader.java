package io.fleetwire.api;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads `eventTypes` and `conditions`. Pure.
final class FilterReader {
  private static final List<String> OPERATORS =
      List.of("anyOf", "noneOf", "startsWith", "exists", "atLeast", "atMost");

  private FilterReader() {}

  /// The filter, or one that wants nothing when a fault was noted.
  static EventFilter read(JsonBody body) {
    Set<TypePattern> patterns = new LinkedHashSet<>();
    for (String text : body.strings("eventTypes", EventFilter.TYPES_MAX)) {
      if (isPattern(text)) {
        patterns.add(new TypePattern(text));
      } else {
        body.fault("eventTypes", noPattern(text));
      }
    }
    List<Condition> conditions = new ArrayList<>();
    if (body.has("conditions")) {
      for (JsonBody each : body.objects("conditions", EventFilter.CONDITIONS_MAX)) {
        condition(each).ifPresent(conditions::add);
      }
    }
    return new EventFilter(patterns, conditions);
  }

  /// What no type can match is a mistake, and nobody would notice.
  private static boolean isPattern(String text) {
    String name = text.endsWith(".*") ? text.substring(0, text.length() - 2) : text;
    return TypePattern.isValid(text) && (text.equals("*") || TypeDesk.isName(name));
  }

  static String noPattern(String text) {
    return Json.mapper().writeValueAsString(text)
        + " is no type, no prefix like device.*, and not *";
  }

  private static Optional<Condition> condition(JsonBody body) {
    Set<String> known = new LinkedHashSet<>(OPERATORS);
    known.add("field");
    body.refuseOthers(known);
    String field = body.string("field");
    if (field.isEmpty() || field.length() > Condition.FACET_LENGTH_MAX || !isField(field)) {
      body.fault(
          "field",
          "required type, subject, source, another attribute, data.a.b or a JSON pointer into the"
              + " data, of at most 128 letters");
      return Optional.empty();
    }
    List<String> operators = OPERATORS.stream().filter(body::has).toList();
    if (operators.size() != 1) {
      body.fault(
          operators.isEmpty() ? "anyOf" : operators.getLast(),
          "required exactly one of " + String.join(", ", OPERATORS));
      return Optional.empty();
    }
    return operator(body, operators.getFirst()).map(operator -> new Condition(field, operator));
  }

  private static boolean isField(String field) {
    return PayloadFacets.isFacet(field);
  }

  private static Optional<Operator> operator(JsonBody body, String name) {
    return switch (name) {
      case "anyOf" -> values(body, name).map(Operator.AnyOf::new);
      case "noneOf" -> values(body, name).map(Operator.NoneOf::new);
      case "startsWith" -> prefix(body);
      case "exists" -> Optional.of(new Operator.Exists(body.bool(name, true)));
      case "atLeast" -> bound(body, name).map(Operator.AtLeast::new);
      case "atMost" -> bound(body, name).map(Operator.AtMost::new);
      default -> throw new AssertionError("the list of operators has no " + name);
    };
  }

  /// Texts, numbers, true and false: they are compared as text.
  private static Optional<Set<String>> values(JsonBody body, String name) {
    JsonNode array = body.node(name);
    if (!array.isArray() || array.isEmpty() || array.size() > Operator.VALUES_MAX) {
      body.fault(name, "required array of 1 to " + Operator.VALUES_MAX + " values");
      return Optional.empty();
    }
    Set<String> values = new LinkedHashSet<>();
    for (JsonNode value : array) {
      if (!value.isValueNode() || value.isNull() || !Operator.isValue(value.asString())) {
        body.fault(name, "required texts, numbers, true or false, of 1 to 255 letters each");
        return Optional.empty();
      }
      values.add(value.asString());
    }
    return Optional.of(values);
  }

  private static Optional<Operator> prefix(JsonBody body) {
    String prefix = body.string("startsWith");
    if (!Operator.isValue(prefix)) {
      body.fault("startsWith", "required text of 1 to 255 letters");
      return Optional.empty();
    }
    return Optional.of(new Operator.StartsWith(prefix));
  }

  private static Optional<BigDecimal> bound(JsonBody body, String name) {
    JsonNode value = body.node(name);
    if (!value.isNumber() || !Operator.isNumber(value.decimalValue().toString())) {
      body.fault(name, "required number");
      return Optional.empty();
    }
    return Optional.of(value.decimalValue());
  }
}
