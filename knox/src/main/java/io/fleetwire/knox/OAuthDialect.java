package io.fleetwire.knox;

import io.fleetwire.access.OAuthError;
import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.stream.Collectors;

/// Errors of the token endpoints: `{"error","error_description"}` (RFC 6749 section 5.2). Pure.
final class OAuthDialect implements Dialect {

  @Override
  public Reply write(Problem problem, Request request) {
    return error(problem.status(), word(problem), problem.explanation());
  }

  /// `description` is for people; letters that the standard does not allow in it become question
  /// marks.
  static Reply error(int status, String error, String description) {
    return unstored(
        Reply.json(
            status,
            KnoxJson.write(
                256,
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("error", error);
                  json.writeStringProperty("error_description", allowed(description));
                  json.writeEndObject();
                })));
  }

  /// Nothing of these endpoints may be kept by anybody on the way (RFC 6749 section 5.1).
  static Reply unstored(Reply reply) {
    return reply.with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private static String word(Problem problem) {
    return switch (problem) {
      case Problem.Unauthenticated _ -> OAuthError.INVALID_CLIENT.code();
      case Problem.Forbidden _ -> OAuthError.ACCESS_DENIED.code();
      case Problem.TooManyRequests _, Problem.Unavailable _ -> "temporarily_unavailable";
      case Problem.Internal _ -> "server_error";
      case Problem.BadRequest _,
          Problem.BodyTooLarge _,
          Problem.BodyTooSlow _,
          Problem.Conflict _,
          Problem.PreconditionFailed _,
          Problem.Invalid _,
          Problem.LimitExceeded _,
          Problem.MalformedBody _,
          Problem.MethodNotAllowed _,
          Problem.NotAcceptable _,
          Problem.NotFound _,
          Problem.UnsupportedMediaType _ ->
          OAuthError.INVALID_REQUEST.code();
    };
  }

  /// `%x20-21 / %x23-5B / %x5D-7E` (RFC 6749 section 5.2).
  private static String allowed(String description) {
    return description
        .codePoints()
        .map(c -> c == '"' ? '\'' : c)
        .mapToObj(c -> c >= ' ' && c < 0x7f && c != '\\' ? Character.toString(c) : "?")
        .collect(Collectors.joining());
  }
}
