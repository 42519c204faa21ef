package io.fleetwire.engine;

import java.time.Instant;

/// How an endpoint has been doing. Kept on disk, so that five days of failure are five days across
/// restarts; written only when it changes, which is at most twice per outage.
public sealed interface EndpointHealth {
  /// It took the last delivery that was tried, or none has been tried yet.
  record Well() implements EndpointHealth {}

  /// Nothing but failures since then, for too short a time to be told.
  record Doubtful(Instant since) implements EndpointHealth {}

  /// Nothing but failures since then, and its organization has been told.
  record Failing(Instant since) implements EndpointHealth {}
}
