package io.fleetwire.callback;

import io.fleetwire.engine.Secret;

/// How we prove to a receiver who we are. Immutable; never prints a secret.
public sealed interface Authentication {

  /// Not at all, or by signatures alone.
  record None() implements Authentication {}

  /// RFC 7617, in UTF-8.
  record Basic(String user, Secret password) implements Authentication {}

  /// A token that somebody has handed out for good (RFC 6750 section 2.1).
  record Bearer(Secret token) implements Authentication {}

  /// A key in a header of its own; `Authorization` is allowed here, for schemes that have no name.
  record ApiKeyHeader(String name, Secret value) implements Authentication {}

  /// A token that is fetched before it is needed (RFC 6749 section 4.4).
  ///
  /// @param scope scopes separated by blanks; empty leaves it to the authorization server
  record OAuth2ClientCredentials(
      String tokenUrl, String clientId, Secret clientSecret, String scope, ClientProof proof)
      implements Authentication {}

  /// A certificate that is shown in the TLS handshake (RFC 8446 section 4.4.2).
  ///
  /// @param chainPem certificates in PEM form, our own first
  /// @param keyPem its private key: PKCS #8 in PEM form, not encrypted
  record MutualTls(String chainPem, Secret keyPem) implements Authentication {}

  /// How a client shows its secret to the authorization server (RFC 6749 section 2.3.1).
  enum ClientProof {
    /// In the `Authorization` header: what every server must understand.
    BASIC,
    /// In the form itself, for servers that want it so.
    BODY
  }
}
