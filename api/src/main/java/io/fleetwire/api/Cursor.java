package io.fleetwire.api;

import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which part of a list is wanted: up to `limit` after a key that an earlier part named. To callers
/// a cursor is a text without a meaning.
///
/// @param key where the part begins, or 0 for the beginning
record Cursor(long key, int limit) {
  private static final int LIMIT_DEFAULT = 50;

  /// As many as the log looks at for a page.
  private static final int LIMIT_MAX = 200;

  /// Reads `cursor` and `limit` of the query. Throws a problem when they are something else.
  static Cursor of(Request request) {
    Range limits = new Range(1, LIMIT_MAX);
    int limit = Math.toIntExact(number(request, "limit", limits).orElse((long) LIMIT_DEFAULT));
    Optional<String> cursor = request.query("cursor");
    if (cursor.filter(text -> !text.matches("c[0-9a-z]{1,13}")).isPresent()) {
      throw fault("cursor", "no cursor of this server: use `next` of the page before, as it is");
    }
    return new Cursor(cursor.map(Cursor::key).orElse(0L), limit);
  }

  /// The bounds of a number, both within.
  record Range(long min, long max) {
    private boolean contains(String text) {
      return text.matches("[0-9]{1,18}")
          && Long.parseLong(text) >= min
          && Long.parseLong(text) <= max;
    }
  }

  /// A whole number of a query. Throws a problem when it is something else.
  static Optional<Long> number(Request request, String name, Range range) {
    Optional<String> text = request.query(name);
    if (text.filter(it -> !range.contains(it)).isPresent()) {
      throw fault(name, "required integer from " + range.min() + " to " + range.max());
    }
    return text.map(Long::parseLong);
  }

  private static long key(String text) {
    try {
      return Long.parseLong(text.substring(1), 36);
    } catch (NumberFormatException e) {
      throw fault("cursor", "no cursor of this server: use `next` of the page before, as it is");
    }
  }

  /// A page of `data`; `next` is the key of what follows, or 0 when nothing does.
  static Reply page(List<? extends JsonNode> data, long next) {
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode array = json.putArray("data");
    data.forEach(array::add);
    if (next == 0) {
      json.putNull("next");
    } else {
      json.put("next", "c" + Long.toString(next, 36));
    }
    return Reply.json(200, json);
  }

  static ProblemException fault(String pointer, String message) {
    return new ProblemException(Problem.Invalid.of(pointer, message));
  }
}
