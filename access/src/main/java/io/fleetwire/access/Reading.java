package io.fleetwire.access;

/// What became of reading a token, before asking whether it is still good.
sealed interface Reading {

  /// We signed it.
  record Genuine(TokenClaims claims) implements Reading {}

  /// It is a signed token, but not one of ours.
  record Foreign() implements Reading {}

  /// It is no signed token.
  record Shapeless() implements Reading {}
}
