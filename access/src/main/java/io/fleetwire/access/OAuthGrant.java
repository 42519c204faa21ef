package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// What a user let a client do in their organization's name. Immutable.
record OAuthGrant(
    String id, String client, UserId user, OrganizationId organization, Scopes scopes) {

  /// Who calls with a token of this grant that has `scopes`.
  Principal principal(Scopes scopes) {
    return new Principal(organization, scopes, client, Principal.Kind.OAUTH);
  }
}
