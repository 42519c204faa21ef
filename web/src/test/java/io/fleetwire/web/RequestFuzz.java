package io.fleetwire.web;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Whatever a request says of itself, it is understood or refused by a problem.
public final class RequestFuzz {
  private RequestFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    UrlEncoded.parse(text)
        .ifPresent(
            parameters -> {
              if (parameters.size() > text.length() + 1) {
                throw new IllegalStateException("more parameters than letters");
              }
            });
    UrlEncoded.decodeSegment(text);
    MediaType.parse(text);
    try {
      Json.mapper().writeValueAsString(Json.parse(input));
    } catch (ProblemException _) {
      // It is no JSON, or beyond a limit.
    }
  }
}
