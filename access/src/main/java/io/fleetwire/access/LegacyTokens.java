package io.fleetwire.access;

/// The legacy way in: tokens that the caller signs with a registered key. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class LegacyTokens {

  LegacyTokens() {}

  /// Exchanges a signed client identifier for an access token.
  public LegacyAnswer exchange(LegacyExchange request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /// What `knoxApiToken`, the header `x-knox-apitoken`, is worth now. It is worth something once.
  public Verification verify(String knoxApiToken) {
    throw new UnsupportedOperationException(knoxApiToken);
  }
}
