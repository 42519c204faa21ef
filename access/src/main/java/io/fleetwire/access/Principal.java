package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// Who calls: for which organization, with which permissions, by which client, by which kind of
/// proof. Immutable.
public record Principal(OrganizationId organization, Scopes scopes, String client, Kind kind) {

  /// How the caller proved who they are.
  public enum Kind {
    /// An OAuth 2.0 access token.
    OAUTH,
    /// A signed token in the header `x-knox-apitoken`; the only kind that Knox Guard knows.
    LEGACY,
    /// A person, by password or API key.
    USER
  }

  /// The same caller, in the name of `customer`.
  Principal actingFor(OrganizationId customer) {
    return new Principal(customer, scopes, client, kind);
  }
}
