package io.fleetwire.access;

/// The OAuth 2.0 authorization server: RFC 6749 with PKCE (RFC 7636) and revocation (RFC 7009).
/// Thread-safe.
public final class AuthorizationServer {
  private final TokenDesk tokens;
  private final RevocationDesk revocations;
  private final ConsentDesk consents;

  AuthorizationServer(TokenDesk tokens, RevocationDesk revocations, ConsentDesk consents) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.consents = consents;
  }

  /// Answers a request to the token endpoint.
  public TokenAnswer token(TokenRequest request) {
    return tokens.answer(request);
  }

  /// Answers a request to the revocation endpoint.
  public RevokeAnswer revoke(TokenRequest request) {
    return revocations.answer(request);
  }

  /// Answers a request to the authorization endpoint, whose (encoded) query is `query`, in the name
  /// of `consenting`, who has signed in and agrees.
  public AuthorizeAnswer authorize(String query, User consenting) {
    return consents.answer(query, consenting);
  }
}
