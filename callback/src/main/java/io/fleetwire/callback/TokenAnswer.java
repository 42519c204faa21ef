package io.fleetwire.callback;

import io.fleetwire.callback.TokenFetch.Fetched;
import io.fleetwire.callback.TokenFetch.NoToken;
import io.fleetwire.callback.TokenFetch.Token;
import io.fleetwire.engine.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads what an authorization server answers (RFC 6749 sections 5.1 and 5.2). Pure.
final class TokenAnswer {
  /// Where the answer does not say how long a token lives.
  private static final Duration LIFETIME_UNTOLD = Duration.ofMinutes(5);

  /// Whoever revokes a token should not wait longer for a new one to be fetched.
  private static final Duration LIFETIME_MAX = Duration.ofHours(24);

  /// Most servers refuse longer heads of requests altogether.
  private static final int TOKEN_CHARS_MAX = 8 * 1024;

  /// What is quoted of somebody else's words.
  private static final int QUOTED_CHARS_MAX = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private TokenAnswer() {}

  /// The token, or a reason that completes the sentence "the token server ...".
  static Fetched read(Outcome.Answered answered) {
    Map<String, String> members = members(answered.body().bytes());
    if (answered.status() != 200) {
      return new NoToken(refusal(answered.status(), members));
    }
    if (!answered.bodyComplete()) {
      return new NoToken("answered too much, or broke off");
    }
    String token = members.getOrDefault("access_token", "");
    if (!isToken(token)) {
      return new NoToken("answered without an access_token that a header can carry");
    }
    String type = members.getOrDefault("token_type", "Bearer");
    return type.equalsIgnoreCase("Bearer")
        ? new Token("Bearer " + token, lifetime(members.getOrDefault("expires_in", "")))
        : new NoToken("answered a token of type " + quoted(type) + ", not Bearer");
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= TOKEN_CHARS_MAX
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /// Some servers write the number as a string.
  private static Duration lifetime(String seconds) {
    if (!seconds.matches("[0-9]{1,9}")) {
      return LIFETIME_UNTOLD;
    }
    Duration told = Duration.ofSeconds(Long.parseLong(seconds));
    return told.compareTo(LIFETIME_MAX) > 0 ? LIFETIME_MAX : told;
  }

  private static String refusal(int status, Map<String, String> members) {
    String error = members.getOrDefault("error", "");
    String description = members.getOrDefault("error_description", "");
    return "answered "
        + status
        + (error.isEmpty() ? "" : " " + quoted(error))
        + (description.isEmpty() ? "" : ": " + quoted(description));
  }

  private static String quoted(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.substring(0, Math.min(printable.length(), QUOTED_CHARS_MAX));
  }

  /// The members of the outer object that are texts or numbers; none when it is no object.
  private static Map<String, String> members(byte[] json) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return members;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          members.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
      return members;
    } catch (JacksonException _) {
      return Map.of();
    }
  }
}
