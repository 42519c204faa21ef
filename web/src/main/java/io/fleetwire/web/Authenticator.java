package io.fleetwire.web;

import io.fleetwire.access.Session;
import java.util.Optional;

/// Finds out who is calling. Asked once per request to a route that is not open, before its body is
/// read: a proof that may be used once is used up by it. Safe for many threads.
@FunctionalInterface
public interface Authenticator {

  /// `rule` says which kinds of token the route accepts; scopes are checked by the caller.
  Identity authenticate(Request head, Authorization.Token rule);

  /// Which person is calling; whether they may is checked by the caller. A server without people
  /// knows nobody.
  default Identity authenticatePerson(Request head) {
    return new Identity.Refused(
        new Problem.Unauthenticated(Problem.Kind.INVALID, "this server knows no people"));
  }

  /// The session of the browser that asks. A server without people has none.
  default Optional<Session> findSession(Request head) {
    return Optional.empty();
  }

  /// This one for tokens, and `people` for people.
  default Authenticator withPeople(PersonAuthenticator people) {
    Authenticator tokens = this;
    return new Authenticator() {
      @Override
      public Identity authenticate(Request head, Authorization.Token rule) {
        return tokens.authenticate(head, rule);
      }

      @Override
      public Identity authenticatePerson(Request head) {
        return people.authenticate(head);
      }

      @Override
      public Optional<Session> findSession(Request head) {
        return people.findSession(head);
      }
    };
  }
}
