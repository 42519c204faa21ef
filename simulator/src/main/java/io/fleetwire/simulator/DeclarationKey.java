package io.fleetwire.simulator;

/// What a declaration is called.
record DeclarationKey(DeclarationKind kind, String identifier) {

  /// Where it is asked for.
  String endpoint() {
    return "declaration/" + kind.word() + "/" + identifier;
  }
}
