package io.fleetwire.api;

import io.fleetwire.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which JSON Schemas an event type may have: those of draft 2020-12 that need nothing from
/// outside, do not refer to themselves, and cost a bounded effort per value that they are held
/// against. Pure.
final class SchemaRules {
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /// As long as a page of documentation; it is in memory, compiled.
  static final int BYTES_MAX = 64 * 1024;

  /// How many subschemas one value can meet, references followed. Without it a kilobyte of
  /// definitions, each of which refers to the next one twice, would outlast us all.
  static final int VISITS_MAX = 2_000;

  /// How deep a schema may be, references followed: what is held against it takes a piece of a
  /// thread's stack for each step. Nobody's data is a tenth as deep.
  static final int DEPTH_MAX = 200;

  /// The same for the brackets of a pattern.
  private static final int BRACKETS_MAX = 100;

  /// References to elsewhere, and names by which others could refer to us.
  private static final Set<String> REFUSED =
      Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$recursiveRef");

  private final JsonNode root;
  private final Map<String, Extent> extents = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();

  private SchemaRules(JsonNode root) {
    this.root = root;
  }

  /// What is wrong with `schema`, or nothing. Completes the sentence "the schema ...".
  static Optional<String> fault(JsonNode schema) {
    if (!schema.isObject()) {
      return Optional.of("must be a JSON object");
    }
    if (Json.mapper().writeValueAsString(schema).getBytes(StandardCharsets.UTF_8).length
        > BYTES_MAX) {
      return Optional.of("has at most " + BYTES_MAX + " bytes");
    }
    if (!schema.path("$schema").asString(DIALECT).equals(DIALECT)) {
      return Optional.of("must be of the dialect " + DIALECT);
    }
    try {
      int visits = new SchemaRules(schema).extent(schema, SchemaPlace.SCHEMA, 1).visits();
      return visits <= VISITS_MAX
          ? Optional.empty()
          : Optional.of(
              "holds one value against more than "
                  + VISITS_MAX
                  + " subschemas, references followed: make it simpler");
    } catch (RefusedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// How many subschemas are in a node, and how many steps down the deepest of them, references
  /// followed.
  private record Extent(int visits, int depth) {
    static final Extent NONE = new Extent(0, 0);

    /// Both, beside each other; no more than one visit beyond the limit.
    Extent and(Extent other) {
      return new Extent(
          Math.min(visits + other.visits, VISITS_MAX + 1), Math.max(depth, other.depth));
    }

    boolean isTooMuch() {
      return visits > VISITS_MAX;
    }
  }

  /// What is in `node`, which is `at` steps down.
  private Extent extent(JsonNode node, SchemaPlace place, int at) {
    requireShallow(at);
    Extent inside = Extent.NONE;
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        inside = inside.and(member(member, place, at + 1));
        if (inside.isTooMuch()) {
          break;
        }
      }
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        inside = inside.and(extent(element, place, at + 1));
        if (inside.isTooMuch()) {
          break;
        }
      }
    }
    return new Extent(1 + inside.visits(), 1 + inside.depth());
  }

  private Extent member(Map.Entry<String, JsonNode> member, SchemaPlace place, int at) {
    if (place == SchemaPlace.SCHEMA) {
      requireHarmless(member.getKey(), member.getValue());
    }
    Extent inside = extent(member.getValue(), place.under(member.getKey()), at);
    return place == SchemaPlace.SCHEMA ? asKeyword(member, inside, at) : inside;
  }

  private Extent asKeyword(Map.Entry<String, JsonNode> member, Extent inside, int at) {
    return switch (member.getKey()) {
      // Definitions meet a value only where they are referred to.
      case "$defs" -> Extent.NONE;
      case "$ref" ->
          member.getValue().isString()
              ? inside.and(followed(member.getValue().stringValue(), at))
              : inside;
      default -> inside;
    };
  }

  private Extent followed(String text, int at) {
    Extent known = extents.get(text);
    if (known != null) {
      requireShallow(at + known.depth());
      return known;
    }
    if (path.contains(text)) {
      throw new RefusedException("refers to itself by $ref " + text + "; write it out");
    }
    path.push(text);
    Extent extent =
        extent(target(root, text).orElseThrow(() -> lost(text)), SchemaPlace.SCHEMA, at);
    path.pop();
    extents.put(text, extent);
    return extent;
  }

  private static void requireShallow(int depth) {
    if (depth > DEPTH_MAX) {
      throw new RefusedException(
          "is nested too deep: at most " + DEPTH_MAX + " steps down, references followed");
    }
  }

  private static RefusedException lost(String reference) {
    return new RefusedException(
        "has a $ref that leads nowhere in it: " + reference + "; write #/$defs/name");
  }

  /// What a reference within `root` means.
  static Optional<JsonNode> target(JsonNode root, String reference) {
    if (reference.equals("#")) {
      return Optional.of(root);
    }
    if (!reference.startsWith("#/") || reference.indexOf('%') >= 0) {
      return Optional.empty();
    }
    JsonNode found = root.at(JsonPointer.compile(reference.substring(1)));
    return found.isMissingNode() ? Optional.empty() : Optional.of(found);
  }

  private static void requireHarmless(String keyword, JsonNode value) {
    if (REFUSED.contains(keyword) && value.isString()) {
      throw new RefusedException(
          "must not have " + keyword + ": it stands alone, and refers to its own $defs only");
    }
    if (keyword.equals("pattern") && value.isString()) {
      requirePattern(value.stringValue());
    }
    if (keyword.equals("patternProperties") && value.isObject()) {
      value.propertyNames().forEach(SchemaRules::requirePattern);
    }
  }

  private static void requirePattern(String text) {
    if (brackets(text) > BRACKETS_MAX) {
      throw new RefusedException(
          "has a pattern that is nested too deep: at most " + BRACKETS_MAX + " brackets");
    }
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new RefusedException("has a pattern that is none: " + e.getDescription());
    }
  }

  /// How many brackets are open at a time, of all sorts, where they are meant.
  private static int brackets(String pattern) {
    int open = 0;
    int most = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '(', '[' -> most = Math.max(most, ++open);
        case ')', ']' -> open--;
        default -> {
          // a letter
        }
      }
    }
    return most;
  }

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }
}
