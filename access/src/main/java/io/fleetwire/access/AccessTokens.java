package io.fleetwire.access;

/// Verifies access tokens. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class AccessTokens {

  AccessTokens() {}

  /// What `bearer`, the text after `Bearer `, is worth now.
  public Verification verify(String bearer) {
    throw new UnsupportedOperationException(bearer);
  }
}
