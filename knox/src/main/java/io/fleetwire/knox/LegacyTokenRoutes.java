package io.fleetwire.knox;

import io.fleetwire.access.LegacyAnswer;
import io.fleetwire.access.LegacyExchange;
import io.fleetwire.access.LegacyTokens;
import io.fleetwire.access.TooMany;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.util.List;

/// The legacy way to an access token (contract 3.2): a client identifier, signed with the caller's
/// own key, is exchanged for a token that the caller signs, too.
final class LegacyTokenRoutes {
  /// A token, a key and a number take 4 KiB.
  private static final BodyRule BODY = new BodyRule.Json(16 * 1024);

  private static final int VALIDITY_MINUTES = 30;

  /// Access says what is too long, by an error of its own.
  private static final JsonBody.Range ANY =
      new JsonBody.Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

  private static final String VALIDITY = "validityForAccessTokenInMinutes";

  private final LegacyTokens tokens;

  LegacyTokenRoutes(LegacyTokens tokens) {
    this.tokens = tokens;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.POST,
            "/ams/v1/users/accesstoken",
            new Authorization.Open(),
            BODY,
            this::exchange));
  }

  private Reply exchange(Request request) {
    JsonBody body = request.json();
    LegacyExchange wanted =
        new LegacyExchange(
            body.string("clientIdentifierJwt"),
            body.string("base64EncodedStringPublicKey"),
            validity(body),
            request.remoteAddress());
    body.check();
    return switch (tokens.exchange(wanted)) {
      case LegacyAnswer.Issued(Secret token) -> issued(token);
      case LegacyAnswer.NonUniqueJwtId() ->
          refused(
              request,
              KnoxErrorCode.API_KEY_NON_UNIQUE_JWTID,
              "the jti was used before; sign again with a new one");
      case LegacyAnswer.BadValidity() ->
          refused(
              request,
              KnoxErrorCode.ACCESS_TOKEN_TIMEOUT_VALIDITY_RESOURCE_INVALID_PARAM,
              VALIDITY + " must be from 1 to 30");
      case LegacyAnswer.Expired() ->
          throw unauthenticated(Problem.Kind.EXPIRED, "the signed token has expired; sign again");
      case LegacyAnswer.Invalid(String detail) ->
          throw unauthenticated(Problem.Kind.INVALID, detail);
      case LegacyAnswer.Malformed(String detail) ->
          throw new ProblemException(Problem.Invalid.of("", detail));
      case TooMany(Duration retryAfter) ->
          throw new ProblemException(new Problem.TooManyRequests(retryAfter));
    };
  }

  private static int validity(JsonBody body) {
    return body.integer(VALIDITY, ANY, VALIDITY_MINUTES);
  }

  private static Reply refused(Request request, KnoxErrorCode code, String detail) {
    return OAuthDialect.unstored(KnoxDialect.error(request, 400, code, detail));
  }

  private static ProblemException unauthenticated(Problem.Kind kind, String detail) {
    return new ProblemException(new Problem.Unauthenticated(kind, detail));
  }

  private static Reply issued(Secret token) {
    return OAuthDialect.unstored(
        Reply.json(
            200,
            KnoxJson.write(
                1_024,
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("accessToken", token.reveal());
                  json.writeEndObject();
                })));
  }
}
