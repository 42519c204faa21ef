package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Secret;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What token servers answer, what people call a key or a header, and what is published: read or
/// refused, and a token, a header or a CloudEvent that comes of it can be sent.
public final class CallbackFuzz {
  private static final JsonFactory JSON = new JsonFactory();

  private CallbackFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    Outcome.Answered answer =
        new Outcome.Answered(200, List.of(), new Payload("application/json", input), true);
    if (TokenAnswer.read(answer) instanceof TokenFetch.Token(var authorization, var _)) {
      requireSendable(authorization);
    }
    if (CustomHeaders.faultOfValue(text).isEmpty()) {
      requireSendable(text);
    }
    if (SigningKey.parse(text) instanceof SigningKey.Fit(SigningKey key)
        && !(SigningKey.parse(key.text().reveal()) instanceof SigningKey.Fit)) {
      throw new IllegalStateException("a key that cannot be copied");
    }
    if (text.contains("-----BEGIN")) {
      PemIdentity.parse(text, new Secret(text));
    }
    published("application/json", text, input);
    published(text, "a.b", input);
  }

  private static void published(String mediaType, String type, byte[] data) {
    CloudEvent event =
        new CloudEvent("1", "/s", type, type, Instant.EPOCH, new Payload(mediaType, data));
    requireJson(CloudEvents.structured(event).bytes());
    CloudEvents.binary(event).stream().map(Header::value).forEach(CallbackFuzz::requireSendable);
  }

  private static void requireJson(byte[] text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        // What is no JSON throws.
      }
    }
  }

  private static void requireSendable(String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalStateException("no header can carry: " + value);
    }
  }
}
