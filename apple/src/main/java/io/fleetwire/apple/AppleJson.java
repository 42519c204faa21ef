package io.fleetwire.apple;

import io.fleetwire.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the backend writes it and as we write it to the backend. Within bounds: a backend that
/// was taken over must not take us down.
final class AppleJson {
  /// Commands and declarations nest ten levels at most; identifiers are at most 64 octets, but some
  /// payloads use paths as keys; the longest text is an asset of {@link
  /// BackendLimits#ASSET_BYTES_MAX} in base64.
  private static final Json.Limits LIMITS = new Json.Limits(64, 1_024, 64, 24 * 1024 * 1024);

  static final JsonMapper MAPPER =
      Json.strict(LIMITS)
          .rebuild()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private AppleJson() {}

  /// The value in `bytes`, or nothing when there is none.
  static Optional<JsonNode> parse(byte[] bytes) {
    try {
      JsonNode value = MAPPER.readTree(bytes);
      return value == null || value.isMissingNode() ? Optional.empty() : Optional.of(value);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The text under `name`, if there is a text that says something.
  static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() && !value.stringValue().isEmpty()
        ? Optional.of(value.stringValue())
        : Optional.empty();
  }
}
