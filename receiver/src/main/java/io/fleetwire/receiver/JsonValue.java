package io.fleetwire.receiver;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of JSON (RFC 8259).
sealed interface JsonValue {

  record Text(String value) implements JsonValue {}

  /// A number as Jackson would write it again.
  record Numeral(String digits) implements JsonValue {}

  /// `true`, `false` or `null`.
  record Word(String word) implements JsonValue {}

  record Array(List<JsonValue> elements) implements JsonValue {}

  /// Members in the order in which the map has them.
  record Members(Map<String, JsonValue> map) implements JsonValue {

    /// The members in the order of a {@link HashMap} that grew by one member at a time, as a
    /// parser's does. How it grew matters: copied in one go, it would have another capacity and
    /// another order.
    Members inHashOrder() {
      Map<String, JsonValue> hashed = new HashMap<>();
      map.forEach(hashed::put);
      return new Members(new LinkedHashMap<>(hashed));
    }
  }
}
