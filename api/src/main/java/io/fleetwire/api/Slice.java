package io.fleetwire.api;

import io.fleetwire.engine.Must;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// One JSON value inside of a larger document, as the bytes that somebody wrote: so that what is
/// kept is what came, with its spaces, its order of members and its way of writing numbers. The
/// document has been read strictly before, so what is here cannot be broken.
final class Slice {
  /// Nothing is read here that was not within the bounds of a stricter reader.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] bytes;
  private final int from;
  private final int to;

  private Slice(byte[] bytes, int from, int to) {
    Must.hold(0 <= from && from <= to && to <= bytes.length, "a slice lies in its document");
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /// The whole document.
  static Slice of(byte[] document) {
    return new Slice(document, 0, document.length);
  }

  /// The members of this object by name.
  Map<String, Slice> members() {
    Map<String, Slice> members = new LinkedHashMap<>();
    try (JsonParser parser = parser()) {
      Must.hold(parser.nextToken() == JsonToken.START_OBJECT, "only an object has members");
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser));
      }
    }
    return members;
  }

  /// The elements of this array.
  List<Slice> elements() {
    List<Slice> elements = new ArrayList<>();
    try (JsonParser parser = parser()) {
      Must.hold(parser.nextToken() == JsonToken.START_ARRAY, "only an array has elements");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
    }
    return elements;
  }

  /// The bytes alone.
  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private JsonParser parser() {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from);
  }

  /// The value that the parser stands on; it then stands on its last token.
  private Slice value(JsonParser parser) {
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    return new Slice(bytes, from + begin, from + (int) parser.currentLocation().getByteOffset());
  }
}
