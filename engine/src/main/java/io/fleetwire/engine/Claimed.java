package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a claim has taken of an endpoint, and when the next of what still waits is due.
public record Claimed(EndpointId endpoint, List<Ready> deliveries, Optional<Instant> nextDue) {
  public Claimed {
    deliveries = List.copyOf(deliveries);
  }

  /// Of an endpoint for which nothing waits.
  public static Claimed nothing(EndpointId endpoint) {
    return new Claimed(endpoint, List.of(), Optional.empty());
  }
}
