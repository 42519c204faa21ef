package io.fleetwire.lab;

/// What became of the wish to create or change a team or bundle.
public sealed interface GroupAnswer {

  record Saved(Group group) implements GroupAnswer {}

  /// The wish contradicts what is stored; `message` says in what and what to do.
  record Refused(String field, String message) implements GroupAnswer {}

  record NameTaken(String name) implements GroupAnswer {}

  record TooMany(int max) implements GroupAnswer {}

  record Unknown() implements GroupAnswer {}

  /// Somebody else made it, and the caller may not manage devices.
  record NotTheirs() implements GroupAnswer {}
}
