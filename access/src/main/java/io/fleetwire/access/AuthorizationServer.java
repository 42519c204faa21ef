package io.fleetwire.access;

/// The OAuth 2.0 authorization server: RFC 6749 with PKCE (RFC 7636) and revocation (RFC 7009).
/// Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class AuthorizationServer {

  AuthorizationServer() {}

  /// Answers a request to the token endpoint.
  public TokenAnswer token(TokenRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /// Answers a request to the revocation endpoint.
  public RevokeAnswer revoke(TokenRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /// Answers a request to the authorization endpoint, whose (encoded) query is `query`, in the name
  /// of `consenting`, who has signed in and agrees.
  public AuthorizeAnswer authorize(String query, User consenting) {
    throw new UnsupportedOperationException(query + consenting);
  }
}
