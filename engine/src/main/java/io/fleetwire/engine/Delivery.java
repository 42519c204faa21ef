package io.fleetwire.engine;

import java.time.Instant;

/// One event for one endpoint, still outstanding. `sequence` is its place among all deliveries that
/// its endpoint ever had: 1, 2, 3 and so on, without a gap. `attemptsMade` counts the attempts that
/// have been settled, and fences them: only the holder who knows the right number can settle the
/// next. `ordering` is what the endpoint asked for when the event was accepted.
public record Delivery(
    DeliveryId id,
    EndpointId endpoint,
    long sequence,
    EventId event,
    Ordering ordering,
    int attemptsMade,
    Instant dueAt) {

  /// This delivery after `attempts` attempts, due again at `at`.
  public Delivery dueAgain(int attempts, Instant at) {
    return new Delivery(id, endpoint, sequence, event, ordering, attempts, at);
  }

  /// The number of the attempt that comes next, counted from 1.
  public int nextAttempt() {
    return attemptsMade + 1;
  }
}
