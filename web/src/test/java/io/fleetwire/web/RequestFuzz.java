package io.fleetwire.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.access.SignInAnswer;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.TraceId;
import java.util.List;
import java.util.Optional;

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
    proofs(text);
    UrlEncoded.decodeSegment(text);
    MediaType.parse(text);
    try {
      Json.mapper().writeValueAsString(Json.parse(input));
    } catch (ProblemException _) {
      // It is no JSON, or beyond a limit.
    }
  }

  /// Nobody is known: keys and tokens are all wrong.
  private static void proofs(String text) {
    for (String name : List.of("Authorization", "Cookie")) {
      Request.Head head =
          new Request.Head(
              HttpMethod.POST,
              "/",
              List.of(),
              List.of(new Header(name, text)),
              new TraceId("fuzz"),
              "::1");
      PersonAuthenticator people =
          new PersonAuthenticator(
              (_, _, _) -> new SignInAnswer.Wrong(),
              _ -> Optional.empty(),
              new SessionCookie(true));
      if (people.authenticate(Request.of(head)) instanceof Identity.Known) {
        throw new IllegalStateException("is known, whoever it is");
      }
    }
  }
}
