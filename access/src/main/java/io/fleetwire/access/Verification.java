package io.fleetwire.access;

/// What a token is worth.
public sealed interface Verification {

  /// It proves who calls.
  record Valid(Principal principal) implements Verification {}

  /// It was genuine, and its time is over.
  record Expired() implements Verification {}

  /// It was genuine, and has been revoked.
  record Revoked() implements Verification {}

  /// It was genuine and may be used once, which has happened.
  record Reused() implements Verification {}

  /// It has the shape of a token, and is not one of ours or not the caller's.
  record Invalid() implements Verification {}

  /// It does not even have the shape of a token.
  record Malformed() implements Verification {}
}
