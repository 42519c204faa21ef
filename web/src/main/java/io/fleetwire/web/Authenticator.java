package io.fleetwire.web;

/// Finds out who is calling. Asked once per request to a route that wants a token, before its body
/// is read: a proof that may be used once is used up by it. Safe for many threads.
@FunctionalInterface
public interface Authenticator {

  /// `rule` says which kinds of token the route accepts; scopes are checked by the caller.
  Identity authenticate(Request head, Authorization.Token rule);
}
