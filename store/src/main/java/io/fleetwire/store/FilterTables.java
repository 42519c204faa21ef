package io.fleetwire.store;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.TypePattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables `endpoint_event_type` and `endpoint_condition`: which events an endpoint wants.
final class FilterTables {
  private static final String PUT_CONDITION =
      """
      INSERT INTO endpoint_condition (endpoint_id, position, value, facet, test)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String LOAD_TYPES =
      "SELECT endpoint_id, type_pattern FROM endpoint_event_type";
  private static final String LOAD_CONDITIONS =
      "SELECT endpoint_id, position, value, facet, test FROM endpoint_condition";
  private static final String SOME = " WHERE " + EndpointList.AMONG;

  // In the order of the key, so that the rows of one condition follow each other.
  private static final String IN_ORDER = " ORDER BY endpoint_id, position, value";

  private FilterTables() {}

  /// How an operator is written: a word, and the values that it compares with.
  private record Written(String word, Set<String> values) {}

  /// A condition as its rows tell it.
  private record Position(EndpointId endpoint, long number) {}

  private record Rows(String facet, String word, Set<String> values) {}

  /// What has been read so far.
  private record Found(Map<EndpointId, Set<TypePattern>> types, Map<Position, Rows> conditions) {
    Found() {
      this(new HashMap<>(), new LinkedHashMap<>());
    }

    boolean addType(Row row) {
      return types
          .computeIfAbsent(new EndpointId(row.longAt(1)), _ -> new HashSet<>())
          .add(new TypePattern(row.text(2)));
    }

    boolean addCondition(Row row) {
      return conditions
          .computeIfAbsent(
              new Position(new EndpointId(row.longAt(1)), row.longAt(2)),
              _ -> new Rows(row.text(4), row.text(5), new HashSet<>()))
          .values()
          .add(row.text(3));
    }
  }

  static void put(WriteTx tx, EndpointId endpoint, EventFilter filter) {
    tx.update("DELETE FROM endpoint_event_type WHERE endpoint_id = ?", endpoint.value());
    tx.update("DELETE FROM endpoint_condition WHERE endpoint_id = ?", endpoint.value());
    for (TypePattern pattern : filter.types()) {
      tx.update(
          "INSERT INTO endpoint_event_type (endpoint_id, type_pattern) VALUES (?, ?)",
          endpoint.value(),
          pattern.text());
    }
    for (int i = 0; i < filter.conditions().size(); i++) {
      Condition condition = filter.conditions().get(i);
      Written written = written(condition.operator());
      for (String value : written.values()) {
        tx.update(PUT_CONDITION, endpoint.value(), i, value, condition.facet(), written.word());
      }
    }
  }

  static Map<EndpointId, EventFilter> load(ReadTx tx) {
    Found found = new Found();
    tx.list(LOAD_TYPES, found::addType);
    tx.list(LOAD_CONDITIONS + IN_ORDER, found::addCondition);
    return filters(found);
  }

  /// The same of the endpoints in `list` alone.
  static Map<EndpointId, EventFilter> load(ReadTx tx, String list) {
    Found found = new Found();
    tx.list(LOAD_TYPES + SOME, found::addType, list);
    tx.list(LOAD_CONDITIONS + SOME + IN_ORDER, found::addCondition, list);
    return filters(found);
  }

  private static Map<EndpointId, EventFilter> filters(Found found) {
    Map<EndpointId, List<Condition>> conditions = conditions(found.conditions());
    Map<EndpointId, EventFilter> filters = new HashMap<>();
    found
        .types()
        .forEach(
            (id, patterns) ->
                filters.put(id, new EventFilter(patterns, conditions.getOrDefault(id, List.of()))));
    return filters;
  }

  private static Map<EndpointId, List<Condition>> conditions(Map<Position, Rows> found) {
    Map<EndpointId, List<Condition>> conditions = new HashMap<>();
    found.forEach(
        (position, rows) ->
            conditions
                .computeIfAbsent(position.endpoint(), _ -> new ArrayList<>())
                .add(new Condition(rows.facet(), operator(rows))));
    return conditions;
  }

  private static Written written(Operator operator) {
    return switch (operator) {
      case Operator.AnyOf(Set<String> values) -> new Written("any-of", values);
      case Operator.NoneOf(Set<String> values) -> new Written("none-of", values);
      case Operator.StartsWith(String prefix) -> new Written("starts-with", Set.of(prefix));
      case Operator.Exists(boolean expected) ->
          new Written("exists", Set.of(Boolean.toString(expected)));
      case Operator.AtLeast(BigDecimal bound) -> new Written("at-least", Set.of(bound.toString()));
      case Operator.AtMost(BigDecimal bound) -> new Written("at-most", Set.of(bound.toString()));
    };
  }

  private static Operator operator(Rows rows) {
    String value = rows.values().iterator().next();
    return switch (rows.word()) {
      case "any-of" -> new Operator.AnyOf(rows.values());
      case "none-of" -> new Operator.NoneOf(rows.values());
      case "starts-with" -> new Operator.StartsWith(value);
      case "exists" -> new Operator.Exists(Boolean.parseBoolean(value));
      case "at-least" -> new Operator.AtLeast(new BigDecimal(value));
      case "at-most" -> new Operator.AtMost(new BigDecimal(value));
      default -> throw new AssertionError("a condition says how it compares: " + rows.word());
    };
  }
}
