package io.fleetwire.bin;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import io.fleetwire.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The type of the event that a callback tells of, in whichever dialect. Pure.
final class Title {
  /// A name of ours has 128 letters at most; strangers write what they like.
  private static final int LENGTH_MAX = 200;

  /// A larger body is kept, and not read for this.
  private static final int BODY_BYTES_MAX = 1024 * 1024;

  private static final List<String> HEADERS = List.of("Fleetwire-Event-Type", "ce-type");

  /// Of Knox, of the device lab, and of CloudEvents.
  private static final List<String> MEMBERS = List.of("event", "eventActivity", "type");

  private Title() {}

  /// Empty where it says none.
  static String of(List<Header> headers, Payload body) {
    String title =
        HEADERS.stream()
            .flatMap(name -> headers.stream().filter(header -> header.isNamed(name)))
            .map(Header::value)
            .findFirst()
            .or(() -> inside(body))
            .orElse("")
            .strip();
    return title.codePointCount(0, title.length()) <= LENGTH_MAX
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LENGTH_MAX));
  }

  private static Optional<String> inside(Payload body) {
    if (body.size() == 0 || body.size() > BODY_BYTES_MAX) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.parse(body.bytes());
      return MEMBERS.stream()
          .map(json::path)
          .filter(JsonNode::isString)
          .map(JsonNode::stringValue)
          .flatMap(Stream::ofNullable)
          .findFirst();
    } catch (ProblemException _) {
      return Optional.empty();
    }
  }
}
