package io.fleetwire.engine;

import java.time.Instant;

/// How an endpoint is being called just now. `held` deliveries of it are in memory, `inFlight` of
/// them on their way; it could have `slots` of them at a time. Until `pausedUntil` it is left
/// alone: in the past when it is not.
public record EndpointLoad(
    Breaker breaker, int slots, int inFlight, int held, Instant pausedUntil) {
  static final EndpointLoad NONE =
      new EndpointLoad(Breaker.CLOSED, EndpointPace.SLOTS_AT_START, 0, 0, Instant.MIN);

  /// Whether requests go out.
  public enum Breaker {
    /// As many as there are slots.
    CLOSED,
    /// None: the receiver showed itself overloaded several times in a row, or asked for a pause.
    OPEN,
    /// One, to find out whether it is well again.
    PROBING
  }
}
