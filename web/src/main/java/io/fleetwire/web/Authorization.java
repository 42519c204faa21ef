package io.fleetwire.web;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Scope;
import java.util.Set;

/// Who may call a route: the column of the route table that a reviewer reads. Immutable.
public sealed interface Authorization {

  /// Anybody. The handler looks after itself, or has nothing to hide.
  record Open() implements Authorization {}

  /// A caller with a token whose scopes cover at least one of `anyOf`; an empty set lets in whoever
  /// is authenticated. `legacyToo` also accepts the signed token of `x-knox-apitoken`.
  record Token(Set<Scope> anyOf, boolean legacyToo) implements Authorization {
    public Token {
      anyOf = Set.copyOf(anyOf);
    }
  }

  /// A person, or a program in their name, whose role has this permission.
  record Person(Permission permission) implements Authorization {}

  /// An application by its token; or, when a caller sends HTTP Basic, a person as above.
  record TokenOrPerson(Token token, Permission permission) implements Authorization {}

  /// A person in a browser in which they are signed in, whose role has one of these permissions; an
  /// empty set lets in whoever is signed in. What changes something must repeat the session's CSRF
  /// token, in the field {@link #CSRF_FIELD} of its form or in a header.
  record Page(Set<Permission> anyOf) implements Authorization {
    public Page {
      anyOf = Set.copyOf(anyOf);
    }
  }

  /// The hidden field of every form.
  String CSRF_FIELD = "csrf";
}
