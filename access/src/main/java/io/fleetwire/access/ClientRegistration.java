package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.time.Duration;
import java.util.Set;

/// What somebody wants to register as an OAuth client. `redirectUris` may be empty: such a client
/// cannot use the authorization-code flow.
public record ClientRegistration(
    OrganizationId organization, Scopes scopes, Duration tokenLifetime, Set<String> redirectUris) {
  /// What Knox gives an application that sets nothing else.
  public static final Duration TOKEN_LIFETIME_DEFAULT = Duration.ofMinutes(10);

  public ClientRegistration {
    redirectUris = Set.copyOf(redirectUris);
  }

  /// A client for the client-credentials flow only, with the usual lifetime.
  public static ClientRegistration of(OrganizationId organization, Scopes scopes) {
    return new ClientRegistration(organization, scopes, TOKEN_LIFETIME_DEFAULT, Set.of());
  }
}
