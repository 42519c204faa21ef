package io.fleetwire.api;

import io.fleetwire.web.Problem.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// What breaks when a schema becomes another one. Two sorts of people rely on a schema: readers,
/// who must not meet what it did not allow, and publishers, whose events must not be refused all of
/// a sudden. What is compared is what a schema says of types, members, elements, choices and
/// bounds; other keywords count as broken when they change at all, because nobody can tell. Pure.
final class SchemaDifferences {
  private static final String REF = "$ref";
  private static final String PUBLISHERS = " (publishers: their events would be refused)";
  private static final String READERS = " (readers: they rely on it)";

  /// They say nothing about data.
  private static final Set<String> NOTES =
      Set.of(
          "title",
          "description",
          "examples",
          "default",
          "$comment",
          "$schema",
          "$defs",
          "deprecated",
          "readOnly",
          "writeOnly");

  private static final Set<String> COMPARED =
      Set.of(
          REF, "type", "properties", "required", "items", "enum", "const", "additionalProperties");

  /// Bounds from below, which break publishers when they rise.
  private static final Set<String> LOWER =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");

  private static final Set<String> UPPER =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  private final JsonNode oldRoot;
  private final JsonNode newRoot;
  private final List<Fault> found = new ArrayList<>();

  private SchemaDifferences(JsonNode oldRoot, JsonNode newRoot) {
    this.oldRoot = oldRoot;
    this.newRoot = newRoot;
  }

  /// All of them, each with its place in the schema. Both schemas have passed {@link SchemaRules};
  /// a missing node stands for none.
  static List<Fault> between(JsonNode before, JsonNode after) {
    if (before.isMissingNode() && after.isMissingNode()) {
      return List.of();
    }
    if (before.isMissingNode()) {
      return List.of(new Fault("", "there is a schema now" + PUBLISHERS));
    }
    if (after.isMissingNode()) {
      return List.of(new Fault("", "there is no schema any more" + READERS));
    }
    SchemaDifferences differences = new SchemaDifferences(before, after);
    differences.compare(before, after, "");
    return List.copyOf(differences.found);
  }

  private void compare(JsonNode before, JsonNode after, String place) {
    JsonNode was = resolved(oldRoot, before);
    JsonNode is = resolved(newRoot, after);
    if (was.equals(is) && !refers(was)) {
      return;
    }
    if (!was.isObject() || !is.isObject()) {
      note(place, "is another schema now", "");
      return;
    }
    if (was.has(REF) || is.has(REF)) {
      compare(referred(oldRoot, was), referred(newRoot, is), place);
    }
    types(was, is, place);
    members(was, is, place);
    required(was, is, place);
    choices(was, is, place);
    closing(was, is, place);
    if (was.has("items") || is.has("items")) {
      compare(orTrue(was.path("items")), orTrue(is.path("items")), place + "/items");
    }
    others(was, is, place);
  }

  /// What a reference means; schemas do not go in circles.
  private static JsonNode resolved(JsonNode root, JsonNode node) {
    JsonNode at = node;
    for (int steps = 0; at.path(REF).isString() && at.size() == 1; steps++) {
      if (steps > SchemaRules.VISITS_MAX) {
        throw new AssertionError("a checked schema does not go in circles");
      }
      at = SchemaRules.target(root, at.path(REF).stringValue()).orElse(at);
    }
    return at;
  }

  /// What a schema refers to beside what it says itself.
  private static JsonNode referred(JsonNode root, JsonNode schema) {
    return schema.path(REF).isString()
        ? SchemaRules.target(root, schema.path(REF).stringValue()).orElseThrow()
        : BooleanNode.TRUE;
  }

  /// A schema with what it refers to written out. {@link SchemaRules} bounds how much that is.
  private static JsonNode writtenOut(JsonNode root, JsonNode node, SchemaPlace place) {
    if (place == SchemaPlace.VALUE) {
      return node;
    }
    boolean isSchema = place == SchemaPlace.SCHEMA;
    JsonNode at = isSchema ? resolved(root, node) : node;
    if (at instanceof ObjectNode object) {
      ObjectNode out = object.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  out.set(
                      member.getKey(),
                      writtenOut(root, member.getValue(), place.under(member.getKey()))));
      if (isSchema && object.has(REF)) {
        out.set(REF, writtenOut(root, referred(root, object), SchemaPlace.SCHEMA));
      }
      return out;
    }
    if (at instanceof ArrayNode array) {
      ArrayNode out = array.arrayNode();
      array.forEach(element -> out.add(writtenOut(root, element, place)));
      return out;
    }
    return at;
  }

  private static boolean refers(JsonNode node) {
    return node.toString().contains('"' + REF + '"');
  }

  private static JsonNode orTrue(JsonNode node) {
    return node.isMissingNode() ? BooleanNode.TRUE : node;
  }

  private void types(JsonNode was, JsonNode is, String place) {
    Set<String> before = texts(was.path("type"));
    Set<String> after = texts(is.path("type"));
    if (before.equals(after)) {
      return;
    }
    boolean narrower = before.isEmpty() || (!after.isEmpty() && !covers(after, before));
    boolean wider = after.isEmpty() || (!before.isEmpty() && !covers(before, after));
    String change = "the type was " + any(before) + " and is " + any(after);
    if (narrower) {
      note(place + "/type", change, PUBLISHERS);
    }
    if (wider) {
      note(place + "/type", change, READERS);
    }
  }

  /// Every integer is a number (JSON Schema validation, section 6.1.1).
  private static boolean covers(Set<String> wide, Set<String> narrow) {
    return narrow.stream()
        .allMatch(
            type -> wide.contains(type) || (type.equals("integer") && wide.contains("number")));
  }

  private static String any(Set<String> types) {
    return types.isEmpty() ? "any" : String.join(" or ", types);
  }

  private void members(JsonNode was, JsonNode is, String place) {
    JsonNode before = was.path("properties");
    JsonNode after = is.path("properties");
    for (Map.Entry<String, JsonNode> member : before.properties()) {
      String where = place + "/properties/" + member.getKey();
      if (after.has(member.getKey())) {
        compare(member.getValue(), after.get(member.getKey()), where);
      } else {
        note(where, "the member is gone", READERS);
      }
    }
  }

  private void required(JsonNode was, JsonNode is, String place) {
    Set<String> before = texts(was.path("required"));
    Set<String> after = texts(is.path("required"));
    minus(after, before)
        .forEach(name -> note(place + "/required", name + " is required now", PUBLISHERS));
    minus(before, after)
        .forEach(name -> note(place + "/required", name + " is no longer required", READERS));
  }

  private void choices(JsonNode was, JsonNode is, String place) {
    Optional<Set<JsonNode>> before = choices(was);
    Optional<Set<JsonNode>> after = choices(is);
    if (before.equals(after)) {
      return;
    }
    boolean gone = after.isPresent() && !before.map(after.get()::containsAll).orElse(false);
    boolean more = before.isPresent() && !after.map(before.get()::containsAll).orElse(false);
    if (gone) {
      note(place + "/enum", "values are no longer allowed", PUBLISHERS);
    }
    if (more) {
      note(place + "/enum", "there are new values", READERS);
    }
  }

  private static Optional<Set<JsonNode>> choices(JsonNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    if (schema.has("const")) {
      values.add(schema.get("const"));
      return Optional.of(values);
    }
    schema.path("enum").forEach(values::add);
    return schema.has("enum") ? Optional.of(values) : Optional.empty();
  }

  private void closing(JsonNode was, JsonNode is, String place) {
    JsonNode before = orTrue(was.path("additionalProperties"));
    JsonNode after = orTrue(is.path("additionalProperties"));
    if (before.equals(after)) {
      return;
    }
    boolean open = before.isBoolean() && before.booleanValue();
    boolean openNow = after.isBoolean() && after.booleanValue();
    String where = place + "/additionalProperties";
    if (open) {
      note(where, "other members are no longer free", PUBLISHERS);
    } else if (!openNow) {
      compare(before, after, where);
    }
  }

  private void others(JsonNode was, JsonNode is, String place) {
    Set<String> keywords = new TreeSet<>(was.propertyNames());
    keywords.addAll(is.propertyNames());
    keywords.removeAll(NOTES);
    keywords.removeAll(COMPARED);
    for (String keyword : keywords) {
      SchemaPlace inside = SchemaPlace.SCHEMA.under(keyword);
      JsonNode before = writtenOut(oldRoot, was.path(keyword), inside);
      JsonNode after = writtenOut(newRoot, is.path(keyword), inside);
      String where = place + "/" + keyword;
      if (LOWER.contains(keyword) || UPPER.contains(keyword)) {
        if (isNarrower(before, after, LOWER.contains(keyword))) {
          note(where, "the bound is narrower", PUBLISHERS);
        }
      } else if (!before.equals(after)) {
        note(where, "is not the same any more, and cannot be compared", "");
      }
    }
  }

  private static boolean isNarrower(JsonNode before, JsonNode after, boolean lower) {
    if (!after.isNumber()) {
      return false;
    }
    if (!before.isNumber()) {
      return true;
    }
    BigDecimal was = before.decimalValue();
    int order = after.decimalValue().compareTo(was);
    return lower ? order > 0 : order < 0;
  }

  private void note(String place, String what, String whom) {
    found.add(new Fault("/schema" + place, what + whom));
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isString()) {
      texts.add(node.stringValue());
    }
    node.forEach(element -> texts.add(element.asString("")));
    return texts;
  }
}
