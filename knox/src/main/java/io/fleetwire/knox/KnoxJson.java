package io.fleetwire.knox;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as this room reads and writes it. What it writes has no white space and raw UTF-8, and so
/// survives the round trip that receivers make before they verify a signature (contract 1.8).
final class KnoxJson {
  /// Deeper than any event of the vendor, far from the depth that overflows a stack.
  static final int DEPTH_MAX = 100;

  /// The digits of a number; the vendor's receivers refuse longer ones, too.
  private static final int NUMBER_DIGITS_MAX = 1_000;

  private static final int NAME_LETTERS_MAX = 10_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_DIGITS_MAX)
                  .maxNameLength(NAME_LETTERS_MAX)
                  .maxStringLength(KnoxPayload.BYTES_MAX)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private KnoxJson() {}

  /// The bytes of what `content` writes; about `size` of them.
  static byte[] write(int size, Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(json);
    }
    return bytes.toByteArray();
  }
}
