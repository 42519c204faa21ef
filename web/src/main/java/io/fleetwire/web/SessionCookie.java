package io.fleetwire.web;

import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The cookie that holds a session's token (RFC 6265). Where people come by https it is called
/// `__Host-...`, which a browser takes from this very host and by https alone: no neighbour under
/// the same domain can plant a session of theirs. Immutable.
///
/// SameSite is Lax: a link in a mail or a chat still finds its reader signed in, and no strange
/// page sends the cookie with anything that changes something.
public record SessionCookie(boolean byHttps) {
  private static final String NAME = "fleetwire_session";

  String name() {
    return byHttps ? "__Host-" + NAME : NAME;
  }

  /// The value of `Set-Cookie` that keeps `token` for as long as a session lives at most.
  public String keep(Secret token, Duration lifetime) {
    return name() + "=" + token.reveal() + attributes(lifetime.toSeconds());
  }

  /// The value of `Set-Cookie` that makes a browser forget the token.
  public String forget() {
    return name() + "=" + attributes(0);
  }

  /// The token that a request shows, unless it shows none or more than one: somebody planted one of
  /// them then.
  public Optional<Secret> find(Request request) {
    List<String> values = request.cookies(name());
    return values.size() == 1 ? Optional.of(new Secret(values.getFirst())) : Optional.empty();
  }

  private String attributes(long seconds) {
    String always = "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax";
    return byHttps ? always + "; Secure" : always;
  }
}
