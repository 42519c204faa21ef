package io.fleetwire.access;

/// What the authorization endpoint answers.
public sealed interface AuthorizeAnswer {

  /// Send the browser to `location`: it carries the code, or the error for the client to handle.
  record Redirect(String location) implements AuthorizeAnswer {}

  /// Tell the person, and do not redirect: the client or its redirect URI is not to be trusted (RFC
  /// 6749 section 4.1.2.1).
  record Refused(OAuthError error, String description) implements AuthorizeAnswer {}
}
