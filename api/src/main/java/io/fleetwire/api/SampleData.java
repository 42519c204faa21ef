package io.fleetwire.api;

import io.fleetwire.web.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes an example of the data that a schema takes: to begin with, not to rely on. What a schema
/// demands of an example beyond its types and bounds (patterns, choices of schemas), it may miss.
/// The schema has passed {@link SchemaRules}, which bounds the work. Pure.
final class SampleData {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /// An example is read by people.
  private static final int ELEMENTS_MAX = 3;

  private static final int LETTERS_MAX = 200;

  private final JsonNode root;

  private SampleData(JsonNode root) {
    this.root = root;
  }

  static JsonNode of(JsonNode schema) {
    return new SampleData(schema).sample(schema);
  }

  private JsonNode sample(JsonNode schema) {
    Optional<JsonNode> given = given(schema);
    if (given.isPresent()) {
      return given.get();
    }
    if (schema.path("$ref").isString()) {
      return SchemaRules.target(root, schema.path("$ref").stringValue())
          .map(this::sample)
          .orElseGet(MAKE::nullNode);
    }
    for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
      if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
        return sample(schema.path(choice).get(0));
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer" -> MAKE.numberNode((long) number(schema));
      case "number" -> MAKE.numberNode(number(schema));
      case "boolean" -> MAKE.booleanNode(true);
      case "null" -> MAKE.nullNode();
      default -> MAKE.stringNode(text(schema));
    };
  }

  /// What the schema itself names.
  private static Optional<JsonNode> given(JsonNode schema) {
    for (String name : new String[] {"const", "default"}) {
      if (schema.has(name)) {
        return Optional.of(schema.get(name));
      }
    }
    for (String name : new String[] {"examples", "enum"}) {
      if (schema.path(name).isArray() && !schema.path(name).isEmpty()) {
        return Optional.of(schema.path(name).get(0));
      }
    }
    return Optional.empty();
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray() && !type.isEmpty()) {
      return type.get(0).asString("string");
    }
    boolean isObject = schema.has("properties") || schema.has("required");
    return type.asString(isObject ? "object" : schema.has("items") ? "array" : "string");
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = Json.mapper().createObjectNode();
    schema
        .path("properties")
        .properties()
        .forEach(member -> object.set(member.getKey(), sample(member.getValue())));
    schema
        .path("required")
        .forEach(
            name -> {
              if (name.isString() && !object.has(name.stringValue())) {
                object.put(name.stringValue(), "text");
              }
            });
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = Json.mapper().createArrayNode();
    int size = Math.min(ELEMENTS_MAX, Math.max(1, schema.path("minItems").asInt(1)));
    for (int i = 0; i < size; i++) {
      array.add(sample(schema.path("items")));
    }
    return array;
  }

  private static double number(JsonNode schema) {
    if (schema.path("minimum").isNumber()) {
      return schema.path("minimum").doubleValue();
    }
    if (schema.path("exclusiveMinimum").isNumber()) {
      return Math.floor(schema.path("exclusiveMinimum").doubleValue()) + 1;
    }
    return schema.path("maximum").isNumber()
        ? Math.min(1, schema.path("maximum").doubleValue())
        : 1;
  }

  private static String text(JsonNode schema) {
    String text =
        switch (schema.path("format").asString("")) {
          case "date-time" -> "2026-01-31T12:00:00Z";
          case "date" -> "2026-01-31";
          case "time" -> "12:00:00Z";
          case "email" -> "somebody@example.com";
          case "uri" -> "https://example.com/";
          case "uuid" -> "0b4f0f3e-6c1d-4c58-9f55-7f1d3a3f7a10";
          case "ipv4" -> "192.0.2.1";
          default -> "text";
        };
    int least = Math.min(LETTERS_MAX, schema.path("minLength").asInt(0));
    int most = Math.max(0, schema.path("maxLength").asInt(Integer.MAX_VALUE));
    String padded = text + "x".repeat(Math.max(0, least - text.length()));
    return padded.substring(0, Math.min(most, padded.length()));
  }
}
