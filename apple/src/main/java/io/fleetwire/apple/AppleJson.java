package io.fleetwire.apple;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the backend writes it and as we write it to the backend. Within bounds: a backend that
/// was taken over must not take us down.
final class AppleJson {
  /// Commands and declarations nest ten levels at most.
  private static final int DEPTH_MAX = 64;

  /// Identifiers are at most 64 octets; some payloads use paths as keys.
  private static final int NAME_LENGTH_MAX = 1_024;

  private static final int NUMBER_LENGTH_MAX = 64;

  /// An asset of {@link BackendLimits#ASSET_BYTES_MAX} in base64.
  private static final int TEXT_LENGTH_MAX = 24 * 1024 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNameLength(NAME_LENGTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .maxStringLength(TEXT_LENGTH_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
