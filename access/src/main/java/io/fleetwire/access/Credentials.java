package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a request shows to prove which client it comes from (RFC 6749 section 2.3.1): the two body
/// parameters that every Knox sample sends, or HTTP Basic.
sealed interface Credentials {

  /// A client's id and its secret.
  record Shown(String clientId, Secret secret) implements Credentials {}

  /// Nothing, or half of it.
  record Missing() implements Credentials {}

  /// More than one, or one that cannot be read; `fault` says so.
  record Contradictory(String fault) implements Credentials {}

  static Credentials of(Form.Read form, List<String> authorization) {
    if (authorization.isEmpty()) {
      return of(form.find("client_id").orElse(""), form.find("client_secret").orElse(""));
    }
    if (authorization.size() > 1 || form.find("client_secret").isPresent()) {
      return new Contradictory("send the client's secret either in the body or in the header");
    }
    return switch (basic(authorization.getFirst())) {
      case Shown shown when !form.find("client_id").orElse(shown.clientId).equals(shown.clientId) ->
          new Contradictory("the body names another client than the header");
      case Credentials other -> other;
    };
  }

  private static Credentials of(String id, String secret) {
    return id.isEmpty() || secret.isEmpty() ? new Missing() : new Shown(id, new Secret(secret));
  }

  private static Credentials basic(String header) {
    return pair(header).map(pair -> decode(pair)).orElseGet(Missing::new);
  }

  /// Both halves are form-encoded before they are joined.
  private static Credentials decode(String pair) {
    int colon = pair.indexOf(':');
    try {
      return colon < 0
          ? new Missing()
          : of(formDecode(pair.substring(0, colon)), formDecode(pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return new Missing();
    }
  }

  /// The text behind the scheme, which is named in any case (RFC 7617 section 2).
  private static Optional<String> pair(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
      return Optional.of(new String(decoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String formDecode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
