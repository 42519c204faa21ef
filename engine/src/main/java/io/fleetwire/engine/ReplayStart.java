package io.fleetwire.engine;

/// What became of the wish to replay.
public sealed interface ReplayStart {

  /// It runs.
  record Running(Replay replay) implements ReplayStart {}

  /// The organization has no such endpoint.
  record NoEndpoint() implements ReplayStart {}

  /// Too many replays run already: wait for one to end, or cancel it.
  record TooMany(int most) implements ReplayStart {}
}
