package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.time.Duration;
import java.util.Set;

/// An application that may ask for tokens. `tokenLifetime` is what its access tokens live when it
/// does not ask for another time. Without redirect URIs it cannot use the authorization-code flow.
/// One that is not enabled gets no token. Immutable.
public record OAuthClient(
    String id,
    OrganizationId organization,
    Scopes scopes,
    Duration tokenLifetime,
    Set<String> redirectUris,
    boolean enabled) {
  public OAuthClient {
    redirectUris = Set.copyOf(redirectUris);
  }
}
