package io.fleetwire.web;

import io.fleetwire.access.Session;
import io.fleetwire.access.SignInAnswer;
import io.fleetwire.access.TooMany;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Problem.Kind;
import java.util.List;
import java.util.Optional;

/// Finds the person who calls: by HTTP Basic (RFC 7617) with their email address or user name and
/// one of their API keys, or by the cookie of a browser in which they are signed in. Safe for many
/// threads.
///
/// A browser sends its cookies whoever asks it to, also a strange page. So a request by cookie that
/// may change something must repeat the session's CSRF token in a header, which a strange page can
/// neither know nor set.
public final class PersonAuthenticator {
  /// The header that holds its CSRF token.
  static final String CSRF = "X-CSRF-Token";

  private static final String AUTHORIZATION = "Authorization";
  private static final String ACCEPTED =
      "the header Authorization: Basic <base64 of usernameOrEmail:apiKey>";

  private final KeyCheck keys;
  private final SessionCheck sessions;
  private final SessionCookie cookie;

  /// Says whose key this is.
  @FunctionalInterface
  public interface KeyCheck {
    SignInAnswer check(String login, Secret key, String remoteAddress);
  }

  /// Says which session a token opens.
  @FunctionalInterface
  public interface SessionCheck {
    Optional<Session> find(Secret token);
  }

  public PersonAuthenticator(KeyCheck keys, SessionCheck sessions, SessionCookie cookie) {
    this.keys = keys;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /// The session of the browser that asks.
  Optional<Session> findSession(Request head) {
    return cookie.find(head).flatMap(sessions::find);
  }

  Identity authenticate(Request head) {
    List<String> values = head.headers(AUTHORIZATION);
    List<String> tokens = head.cookies(cookie.name());
    if (values.isEmpty() && tokens.isEmpty()) {
      return refused(Kind.MISSING, "send " + ACCEPTED);
    }
    if (values.size() + tokens.size() > 1) {
      return refused(Kind.MALFORMED, "send one proof of who you are: " + ACCEPTED);
    }
    if (values.isEmpty()) {
      return bySession(head, new Secret(tokens.getFirst()));
    }
    return BasicCredentials.parse(values.getFirst())
        .map(shown -> byKey(head, shown))
        .orElseGet(() -> refused(Kind.MALFORMED, "send " + ACCEPTED));
  }

  private Identity bySession(Request head, Secret token) {
    Optional<Session> session = sessions.find(token);
    if (session.isEmpty()) {
      return refused(Kind.EXPIRED, "the session has ended; sign in again");
    }
    boolean changes = head.method() != HttpMethod.GET && head.method() != HttpMethod.HEAD;
    List<String> shown = head.headers(CSRF);
    if (changes && (shown.size() != 1 || !session.get().isMeant(new Secret(shown.getFirst())))) {
      return new Identity.Refused(
          new Problem.Forbidden("send the session's CSRF token in the header " + CSRF));
    }
    return new Identity.Known(session.get().user().principal());
  }

  private Identity byKey(Request head, BasicCredentials shown) {
    return switch (keys.check(shown.name(), shown.secret(), head.remoteAddress())) {
      case SignInAnswer.SignedIn(var user) -> new Identity.Known(user.principal());
      case SignInAnswer.Wrong() ->
          refused(Kind.INVALID, "there is no such user, or this is no API key of theirs");
      case TooMany(var retryAfter) -> new Identity.Refused(new Problem.TooManyRequests(retryAfter));
    };
  }

  private static Identity refused(Kind kind, String detail) {
    return new Identity.Refused(new Problem.Unauthenticated(kind, detail));
  }
}
