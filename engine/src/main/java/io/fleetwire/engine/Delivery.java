package io.fleetwire.engine;

import java.time.Instant;

/// One event for one endpoint, still outstanding. `attemptsMade` counts the attempts that have been
/// settled, and fences them: only the holder who knows the right number can settle the next.
public record Delivery(
    DeliveryId id, EndpointId endpoint, EventId event, int attemptsMade, Instant dueAt) {

  /// The number of the attempt that comes next, counted from 1.
  public int nextAttempt() {
    return attemptsMade + 1;
  }
}
