package io.fleetwire.web;

import io.fleetwire.access.Secret;
import io.fleetwire.access.SignInAnswer;
import io.fleetwire.access.TooMany;
import io.fleetwire.engine.Header;
import io.fleetwire.web.Problem.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Finds the person whose program calls, by HTTP Basic (RFC 7617) with their email address or user
/// name, and one of their API keys. Safe for many threads.
public final class PersonAuthenticator {
  private static final String AUTHORIZATION = "Authorization";
  private static final String SCHEME = "basic ";
  private static final String ACCEPTED =
      "the header Authorization: Basic <base64 of usernameOrEmail:apiKey>";

  private final KeyCheck keys;

  /// Says whose key this is.
  @FunctionalInterface
  public interface KeyCheck {
    SignInAnswer check(String login, Secret key, String remoteAddress);
  }

  public PersonAuthenticator(KeyCheck keys) {
    this.keys = keys;
  }

  Identity authenticate(Request head) {
    List<String> values =
        head.headers().stream()
            .filter(header -> header.isNamed(AUTHORIZATION))
            .map(Header::value)
            .toList();
    if (values.isEmpty()) {
      return refused(Kind.MISSING, "send " + ACCEPTED);
    }
    String value = values.getFirst();
    boolean basic = value.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    if (values.size() > 1 || !basic) {
      return refused(Kind.MALFORMED, "send once " + ACCEPTED);
    }
    return byKey(head, value.substring(SCHEME.length()).strip());
  }

  private Identity byKey(Request head, String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return refused(Kind.MALFORMED, "send " + ACCEPTED);
    }
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      return refused(Kind.MALFORMED, "send " + ACCEPTED);
    }
    Secret key = new Secret(pair.substring(colon + 1));
    return switch (keys.check(pair.substring(0, colon), key, head.remoteAddress())) {
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
