package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// What is outstanding for an endpoint: `outstanding` deliveries, counted up to a limit, and when
/// the oldest of them that was looked at was made; {@link Instant#MIN} stands for none.
public record Backlog(long outstanding, Instant oldest) {
  public static final Backlog NOTHING = new Backlog(0, Instant.MIN);

  /// When the oldest was made.
  public Optional<Instant> findOldest() {
    return Optional.of(oldest).filter(Instant.MIN::isBefore);
  }
}
