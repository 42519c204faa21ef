package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What somebody wants to register as an OAuth client. `redirectUris` may be empty: such a client
/// cannot use the authorization-code flow. Immutable.
public record ClientRegistration(
    OrganizationId organization, Scopes scopes, Duration tokenLifetime, Set<String> redirectUris) {
  /// What Knox gives an application that sets nothing else.
  static final Duration TOKEN_LIFETIME_DEFAULT = Duration.ofMinutes(10);

  /// Knox's lower bound; the upper one is {@link AccessTokens#LIFETIME_MAX}.
  private static final Duration TOKEN_LIFETIME_MIN = Duration.ofMinutes(1);

  /// One for each stage of a product's life, and some.
  private static final int REDIRECT_URIS_MAX = 10;

  /// What every browser and proxy carries, with the code and the state behind it.
  private static final int REDIRECT_URI_LENGTH_MAX = 1024;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public ClientRegistration {
    redirectUris = Set.copyOf(redirectUris);
  }

  /// A client for the client-credentials flow only, with the usual lifetime.
  public static ClientRegistration of(OrganizationId organization, Scopes scopes) {
    return new ClientRegistration(organization, scopes, TOKEN_LIFETIME_DEFAULT, Set.of());
  }

  /// The client that it leads to.
  OAuthClient client(String id) {
    return new OAuthClient(id, organization, scopes, tokenLifetime, redirectUris, true);
  }

  /// Everything that is wrong with it.
  List<String> faults(ScopeCatalogue catalogue) {
    List<String> faults = new ArrayList<>();
    if (scopes.isEmpty()) {
      faults.add("a client has at least one scope");
    }
    faults.addAll(catalogue.faults(scopes));
    if (tokenLifetime.compareTo(TOKEN_LIFETIME_MIN) < 0
        || tokenLifetime.compareTo(AccessTokens.LIFETIME_MAX) > 0) {
      faults.add("the lifetime of tokens is 1 to 60 minutes");
    }
    if (redirectUris.size() > REDIRECT_URIS_MAX) {
      faults.add("a client has at most " + REDIRECT_URIS_MAX + " redirect URIs");
    }
    redirectUris.stream()
        .sorted()
        .filter(uri -> !isRedirectUri(uri))
        .forEach(
            uri ->
                faults.add(
                    "a redirect URI is https (or http to this machine), without fragment or user: "
                        + uri));
    return faults;
  }

  /// RFC 6749 section 3.1.2; plain http would show the code to everybody on the way.
  private static boolean isRedirectUri(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      return text.length() <= REDIRECT_URI_LENGTH_MAX
          && host != null
          && uri.getScheme() != null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null
          && isPrivate(uri.getScheme(), host);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isPrivate(String scheme, String host) {
    return scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host));
  }
}
