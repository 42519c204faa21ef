package io.fleetwire.knox;

import io.fleetwire.engine.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/// Turns any JSON object into the one spelling of it that a receiver's JSON library writes again.
///
/// The vendor's published receiver does not verify the bytes it was sent: it parses them with
/// Jackson into a `HashMap`, writes that again, and verifies what it wrote. A callback therefore
/// only verifies if it is a fixpoint of that round trip: no white space, no escape that is not
/// needed, control characters with upper-case digits, fractions as `Double.toString` writes them, a
/// name once in each object (the last one counts). Strings with half of a surrogate pair cannot be
/// written in UTF-8 at all; the half becomes U+FFFD.
///
/// Known rest: below one fraction in a hundred of more than 16 digits is written differently by
/// Java before 19 and since, so nobody should send measurements with 17 digits.
public final class KnoxPayload {
  /// Three times what a result of 10,000 devices takes: no event is larger, so no callback is.
  static final int BYTES_MAX = 4 * 1024 * 1024;

  static final String CONTENT_TYPE = "application/json";

  private KnoxPayload() {}

  /// What became of a payload.
  public sealed interface Answer {

    /// It can be sent. Normalising it again changes nothing.
    record Normalised(Payload payload) implements Answer {}

    /// It cannot; the reason says what to change.
    record Refused(String reason) implements Answer {}
  }

  /// `json` in its normal spelling, or why it cannot be the payload of an event.
  public static Answer normalise(byte[] json) {
    if (json.length > BYTES_MAX) {
      return new Answer.Refused("a payload has at most " + BYTES_MAX + " bytes");
    }
    try {
      return objectOf(json);
    } catch (StreamConstraintsException e) {
      return new Answer.Refused("the payload is beyond a limit: " + e.getOriginalMessage());
    } catch (JacksonException e) {
      return new Answer.Refused("the payload is not valid JSON: " + e.getOriginalMessage());
    } catch (UnwritableNumberException e) {
      return new Answer.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Answer objectOf(byte[] json) {
    JsonMapper mapper = KnoxJson.MAPPER;
    try (var parser = mapper.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Answer.Refused("the payload must be a JSON object");
      }
      Map<?, ?> members = mapper.readValue(parser, Map.class);
      if (parser.nextToken() != null) {
        return new Answer.Refused("something follows the JSON object; send one object alone");
      }
      byte[] normal = KnoxJson.write(json.length + 16, out -> write(out, members));
      return new Answer.Normalised(new Payload(CONTENT_TYPE, normal));
    }
  }

  /// Depth is bounded by the reader, so recursion is.
  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(wellFormed(text));
      case Boolean truth -> out.writeBoolean(truth);
      case Double fraction -> out.writeNumber(spelled(fraction));
      case Number whole -> out.writeNumber(whole.toString());
      case List<?> elements -> {
        out.writeStartArray();
        elements.forEach(element -> write(out, element));
        out.writeEndArray();
      }
      case Map<?, ?> members -> {
        out.writeStartObject();
        members.forEach(
            (name, member) -> {
              out.writeName(String.valueOf(name));
              write(out, member);
            });
        out.writeEndObject();
      }
      default -> throw new AssertionError("JSON has no " + value.getClass());
    }
  }

  private static String spelled(double fraction) {
    if (Double.isInfinite(fraction)) {
      throw new UnwritableNumberException(
          "a number is beyond 1.8E308, the range of a double; send it as a string");
    }
    return Double.toString(fraction);
  }

  /// `text` with U+FFFD in the place of every half of a surrogate pair.
  static String wellFormed(String text) {
    int broken = firstBroken(text);
    if (broken < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, broken);
    text.substring(broken)
        .codePoints()
        .map(point -> isSurrogate(point) ? 0xFFFD : point)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  private static int firstBroken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int point = text.codePointAt(i);
        if (isSurrogate(point)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static final class UnwritableNumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableNumberException(String message) {
      super(message, null, false, false);
    }
  }
}
