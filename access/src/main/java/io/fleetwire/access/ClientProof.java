package io.fleetwire.access;

/// Whether a request proves that it comes from a client.
sealed interface ClientProof {

  /// It does.
  record Proven(OAuthClient client) implements ClientProof {}

  /// It does not.
  record Unproven(OAuthError error, String description) implements ClientProof {}

  /// It does not, and that too often.
  record Slowed(TooMany tooMany) implements ClientProof {}
}
