package io.fleetwire.callback;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes events as CloudEvents 1.0 for HTTP. Pure; the same event gives the same bytes.
public final class CloudEvents {
  /// The media type of {@link #structured}.
  public static final String STRUCTURED = "application/cloudevents+json";

  private static final String SPEC_VERSION = "1.0";

  /// What surrounds the data: attributes are bounded by the engine.
  private static final int ENVELOPE_BYTES = 512;

  /// Data is checked for being one JSON value, in which depth is the only danger.
  private static final int DEPTH_MAX = 1000;

  private static final int REPLACEMENT = 0xFFFD;
  private static final byte[] NOTHING = {};
  private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private CloudEvents() {}

  /// Structured mode: the attributes and the data in one JSON object. Data that is JSON becomes a
  /// member as it is; anything else goes in base64 (JSON event format, section 3.1).
  public static Payload structured(CloudEvent event) {
    Payload data = event.data();
    if (!isJson(data)) {
      return new Payload(STRUCTURED, envelope(event, data.bytes()));
    }
    byte[] envelope = envelope(event, NOTHING);
    byte[] bytes = Arrays.copyOf(envelope, envelope.length + DATA.length + data.size());
    // the data and a brace in the place of the brace that ended the envelope
    int end = envelope.length - 1;
    System.arraycopy(DATA, 0, bytes, end, DATA.length);
    System.arraycopy(data.bytes(), 0, bytes, end + DATA.length, data.size());
    bytes[bytes.length - 1] = '}';
    return new Payload(STRUCTURED, bytes);
  }

  private static byte[] envelope(CloudEvent event, byte[] binary) {
    int size = ENVELOPE_BYTES + binary.length / 3 * 4;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("specversion", SPEC_VERSION);
      json.writeStringProperty("id", clean(event.id()));
      json.writeStringProperty("source", clean(event.source()));
      json.writeStringProperty("type", clean(event.type()));
      json.writeStringProperty("subject", clean(event.subject()));
      json.writeStringProperty("time", event.time().toString());
      json.writeStringProperty("datacontenttype", clean(event.data().contentType()));
      if (binary.length > 0) {
        json.writeName("data_base64");
        json.writeBinary(binary);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// Whether the data says that it is JSON and is one JSON value in UTF-8: only then may it stand
  /// inside of another document.
  private static boolean isJson(Payload data) {
    String type = data.contentType().toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (!type.equals("application/json") && !type.equals("text/json") && !type.endsWith("+json")) {
      return false;
    }
    byte[] bytes = data.bytes();
    // a byte order mark, or a zero in the first character of UTF-16 and UTF-32
    if (bytes.length == 0 || bytes[0] < 0 || bytes[0] == 0 || (bytes.length > 1 && bytes[1] == 0)) {
      return false;
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      // texts are read only when asked for: their bytes are looked at all the same
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }

  /// What attributes must not hold becomes U+FFFD (CloudEvents 1.0, type system: String).
  private static String clean(String text) {
    boolean good = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return good
        ? text
        : text.codePoints()
            .map(point -> isForbidden(point) ? REPLACEMENT : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isForbidden(int point) {
    return point < 0x20
        || (point >= 0x7f && point <= 0x9f)
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
        || (point & 0xFFFE) == 0xFFFE
        || (point >= 0xFDD0 && point <= 0xFDEF);
  }

  /// Binary mode: the data is the body, and these headers say the rest (HTTP binding, section 3.1).
  public static List<Header> binary(CloudEvent event) {
    return List.of(
        new Header("ce-specversion", SPEC_VERSION),
        new Header("ce-id", HeaderText.encode(clean(event.id()))),
        new Header("ce-source", HeaderText.encode(clean(event.source()))),
        new Header("ce-type", HeaderText.encode(clean(event.type()))),
        new Header("ce-subject", HeaderText.encode(clean(event.subject()))),
        new Header("ce-time", event.time().toString()));
  }
}
