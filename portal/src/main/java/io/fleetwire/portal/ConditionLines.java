package io.fleetwire.portal;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.Operator;
import io.fleetwire.web.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Conditions as people write them, one a line: `data.level >= 10`, `data.color = red, green`,
/// `subject ^= dev-`, `data.note exists`. Pure.
final class ConditionLines {
  private static final Pattern COMPARED = Pattern.compile("(\\S+?)\\s*(!=|\\^=|>=|<=|=)\\s*(.+)");
  private static final Pattern ASKED = Pattern.compile("(\\S+)\\s+(exists|missing)");

  private ConditionLines() {}

  /// A line in the API's words; empty when it cannot be read.
  static Optional<ObjectNode> parse(String line) {
    Matcher asked = ASKED.matcher(line.strip());
    if (asked.matches()) {
      ObjectNode json = Json.mapper().createObjectNode().put("field", asked.group(1));
      return Optional.of(json.put("exists", asked.group(2).equals("exists")));
    }
    Matcher compared = COMPARED.matcher(line.strip());
    return compared.matches()
        ? compared(compared.group(1), compared.group(2), compared.group(3).strip())
        : Optional.empty();
  }

  private static Optional<ObjectNode> compared(String field, String sign, String value) {
    ObjectNode json = Json.mapper().createObjectNode().put("field", field);
    return switch (sign) {
      case "=" -> Optional.of(values(json, "anyOf", value));
      case "!=" -> Optional.of(values(json, "noneOf", value));
      case "^=" -> Optional.of(json.put("startsWith", value));
      default -> bound(json, sign.equals(">=") ? "atLeast" : "atMost", value);
    };
  }

  private static ObjectNode values(ObjectNode json, String name, String text) {
    ArrayNode array = json.putArray(name);
    Arrays.stream(text.split(",")).map(String::strip).filter(v -> !v.isEmpty()).forEach(array::add);
    return json;
  }

  private static Optional<ObjectNode> bound(ObjectNode json, String name, String text) {
    try {
      return Optional.of(json.put(name, new BigDecimal(text)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static List<String> print(List<Condition> conditions) {
    List<String> lines = new ArrayList<>();
    for (Condition condition : conditions) {
      lines.add(condition.facet() + " " + print(condition.operator()));
    }
    return lines;
  }

  private static String print(Operator operator) {
    return switch (operator) {
      case Operator.AnyOf(Set<String> allowed) -> "= " + joined(allowed);
      case Operator.NoneOf(Set<String> refused) -> "!= " + joined(refused);
      case Operator.StartsWith(String prefix) -> "^= " + prefix;
      case Operator.Exists(boolean expected) -> expected ? "exists" : "missing";
      case Operator.AtLeast(var bound) -> ">= " + bound.toPlainString();
      case Operator.AtMost(var bound) -> "<= " + bound.toPlainString();
    };
  }

  private static String joined(Set<String> values) {
    return values.stream().sorted().collect(Collectors.joining(", "));
  }
}
