package io.fleetwire.access;

/// What the revocation endpoint answers; the last case is {@link TooMany}.
public sealed interface RevokeAnswer permits RevokeAnswer.Revoked, RevokeAnswer.Refused, TooMany {

  /// The token is dead now, or never lived: an unknown token is no error (RFC 7009 section 2.2).
  record Revoked() implements RevokeAnswer {}

  /// Nothing was revoked.
  record Refused(OAuthError error, String description) implements RevokeAnswer {}
}
