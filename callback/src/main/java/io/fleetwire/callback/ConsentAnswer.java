package io.fleetwire.callback;

/// What a receiver says when it is asked whether it wants to be called.
public sealed interface ConsentAnswer {

  /// It wants to be called, as often as we like.
  record Granted() implements ConsentAnswer {}

  /// It wants to be called, so many times a minute at most.
  record GrantedAtRate(int perMinute) implements ConsentAnswer {}

  /// It answered, and did not consent. `reason` says what was missing.
  record Withheld(String reason) implements ConsentAnswer {}

  /// It could not be asked. `reason` says why.
  record NotAsked(String reason) implements ConsentAnswer {}
}
