package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.access.AuthorizationServer;
import io.fleetwire.access.AuthorizeAnswer;
import io.fleetwire.access.OAuthError;
import io.fleetwire.access.RevokeAnswer;
import io.fleetwire.access.SignIn;
import io.fleetwire.access.SignInAnswer;
import io.fleetwire.access.TokenAnswer;
import io.fleetwire.access.TokenRequest;
import io.fleetwire.access.TooMany;
import io.fleetwire.access.User;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BasicCredentials;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The HTTP edge of the authorization server (contract 3.1). What the server decides, it decides in
/// access; here is only what RFC 6749 says about HTTP.
///
/// The authorization endpoint knows the person by HTTP Basic, because there is no page to sign in
/// on yet; asking for it with a password is the consent.
final class OAuthRoutes {
  /// A code, a verifier, a redirect URI and a client's name and secret take 3 KiB.
  private static final BodyRule FORM = new BodyRule.Form(16 * 1024);

  private static final Authorization OPEN = new Authorization.Open();

  private final AuthorizationServer server;
  private final SignIn signIn;

  OAuthRoutes(AuthorizationServer server, SignIn signIn) {
    this.server = server;
    this.signIn = signIn;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, "/ams/v1/oauth2/token", OPEN, FORM, this::token),
        new Route(HttpMethod.POST, "/ams/v1/oauth2/revoke", OPEN, FORM, this::revoke),
        new Route(
            HttpMethod.GET,
            "/ams/v1/oauth2/authorize",
            OPEN,
            new BodyRule.None(),
            this::authorize));
  }

  private Reply token(Request request) {
    return switch (server.token(tokenRequest(request))) {
      case TokenAnswer.Granted granted -> granted(granted, Optional.empty());
      case TokenAnswer.GrantedWithRefresh(TokenAnswer.Granted granted, Secret refresh) ->
          granted(granted, Optional.of(refresh));
      case TokenAnswer.Refused(OAuthError error, String description) ->
          refused(request, error, description);
      case TooMany(Duration retryAfter) -> throw tooMany(retryAfter);
    };
  }

  private Reply revoke(Request request) {
    return switch (server.revoke(tokenRequest(request))) {
      case RevokeAnswer.Revoked() -> OAuthDialect.unstored(Reply.empty(200));
      case RevokeAnswer.Refused(OAuthError error, String description) ->
          refused(request, error, description);
      case TooMany(Duration retryAfter) -> throw tooMany(retryAfter);
    };
  }

  // A browser that has the credentials adds them to whatever any page makes it ask for, and here
  // signing in is the consent. So the person must have opened the address, and not a page; browsers
  // say which (W3C Fetch Metadata Request Headers, section 2.3).
  private static boolean isAskedByAnotherPage(Request request) {
    return request
        .header("Sec-Fetch-Site")
        .filter(site -> !site.equals("none") && !site.equals("same-origin"))
        .isPresent();
  }

  private Reply authorize(Request request) {
    if (isAskedByAnotherPage(request)) {
      return OAuthDialect.error(
          403,
          OAuthError.ACCESS_DENIED.code(),
          "another page may not ask for this; open the address yourself");
    }
    Optional<BasicCredentials> credentials =
        request.header("Authorization").flatMap(BasicCredentials::parse);
    if (credentials.isEmpty()) {
      return signInFirst();
    }
    BasicCredentials given = credentials.get();
    return switch (signIn.check(given.name(), given.secret(), request.remoteAddress())) {
      case SignInAnswer.SignedIn(User user) -> authorize(request, user);
      case SignInAnswer.Wrong() -> signInFirst();
      case TooMany(Duration retryAfter) -> throw tooMany(retryAfter);
    };
  }

  private Reply authorize(Request request, User user) {
    return switch (server.authorize(query(request), user)) {
      case AuthorizeAnswer.Redirect(String location) ->
          OAuthDialect.unstored(Reply.empty(302).with("Location", location));
      case AuthorizeAnswer.Refused(OAuthError error, String description) ->
          OAuthDialect.error(400, error.code(), description);
    };
  }

  private static Reply signInFirst() {
    return OAuthDialect.error(
            401, OAuthError.ACCESS_DENIED.code(), "sign in with your e-mail and password")
        .with("WWW-Authenticate", "Basic realm=\"Fleetwire\", charset=\"UTF-8\"");
  }

  /// The query as it came, or as it might have come: encoded.
  private static String query(Request request) {
    return request.queries().stream()
        .map(
            parameter ->
                URLEncoder.encode(parameter.name(), UTF_8)
                    + "="
                    + URLEncoder.encode(parameter.value(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Reply granted(TokenAnswer.Granted granted, Optional<Secret> refreshToken) {
    return OAuthDialect.unstored(
        Reply.json(
            200,
            KnoxJson.write(
                1_024,
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("access_token", granted.accessToken().reveal());
                  json.writeStringProperty("scope", granted.scopes().toString());
                  json.writeNumberProperty("expires_in", granted.expiresIn().toSeconds());
                  json.writeStringProperty("token_type", "Bearer");
                  refreshToken.ifPresent(
                      token -> json.writeStringProperty("refresh_token", token.reveal()));
                  json.writeEndObject();
                })));
  }

  /// A client that tried the header is asked for the header (RFC 6749 section 5.2).
  private static Reply refused(Request request, OAuthError error, String description) {
    if (error != OAuthError.INVALID_CLIENT) {
      return OAuthDialect.error(400, error.code(), description);
    }
    Reply reply = OAuthDialect.error(401, error.code(), description);
    return request.header("Authorization").isPresent()
        ? reply.with("WWW-Authenticate", "Basic realm=\"Fleetwire\"")
        : reply;
  }

  private static TokenRequest tokenRequest(Request request) {
    return new TokenRequest(
        new String(request.body(), UTF_8),
        request.headers("Authorization"),
        request.remoteAddress());
  }

  private static ProblemException tooMany(Duration retryAfter) {
    return new ProblemException(new Problem.TooManyRequests(retryAfter));
  }
}
