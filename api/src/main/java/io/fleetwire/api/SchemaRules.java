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

  /// References to elsewhere, and names by which others could refer to us.
  private static final Set<String> REFUSED =
      Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$recursiveRef");

  private final JsonNode root;
  private final Map<String, Integer> sizes = new HashMap<>();
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
      long visits = new SchemaRules(schema).visits(schema);
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

  /// How many subschemas are in `node`, references followed; no more than one beyond the limit.
  private int visits(JsonNode node) {
    int visits = 1;
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        requireHarmless(member.getKey(), member.getValue());
        boolean refers = member.getKey().equals("$ref") && member.getValue().isString();
        visits += refers ? followed(member.getValue().stringValue()) : 0;
        int inside = visits(member.getValue());
        // Definitions meet a value only where they are referred to.
        visits += member.getKey().equals("$defs") ? 0 : inside;
        if (visits > VISITS_MAX) {
          return VISITS_MAX + 1;
        }
      }
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        visits += visits(element);
        if (visits > VISITS_MAX) {
          return VISITS_MAX + 1;
        }
      }
    }
    return visits;
  }

  private int followed(String text) {
    Integer known = sizes.get(text);
    if (known != null) {
      return known;
    }
    if (path.contains(text)) {
      throw new RefusedException("refers to itself by $ref " + text + "; write it out");
    }
    path.push(text);
    int size = visits(target(root, text).orElseThrow(() -> lost(text)));
    path.pop();
    sizes.put(text, size);
    return size;
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
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new RefusedException("has a pattern that is none: " + e.getDescription());
    }
  }

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }
}
