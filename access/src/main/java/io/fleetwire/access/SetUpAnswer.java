package io.fleetwire.access;

/// Whether there is a first account now.
public sealed interface SetUpAnswer {

  /// There is.
  record Created(Organization organization, User owner) implements SetUpAnswer {}

  /// There is an organization already, or the link is not the one that this start has printed.
  record Closed() implements SetUpAnswer {}

  /// Nothing was changed; `field` is what is wrong, and `message` says what to do.
  record Refused(String field, String message) implements SetUpAnswer {}
}
