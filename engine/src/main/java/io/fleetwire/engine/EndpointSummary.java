package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// How an endpoint is doing. `outstanding` is counted up to {@link #OUTSTANDING_MAX}. The times are
/// those of its newest attempts, as far as the log was looked through; {@link Instant#MIN} stands
/// for none.
public record EndpointSummary(
    long outstanding, Instant oldestOutstanding, Instant lastSuccess, Instant lastFailure) {
  /// Whoever has more than that has a backlog, and need not know to the last one.
  public static final int OUTSTANDING_MAX = 10_000;

  public static final EndpointSummary NOTHING =
      new EndpointSummary(0, Instant.MIN, Instant.MIN, Instant.MIN);

  /// When the event was accepted that has been outstanding longest.
  public Optional<Instant> findOldestOutstanding() {
    return present(oldestOutstanding);
  }

  /// When the newest successful attempt began.
  public Optional<Instant> findLastSuccess() {
    return present(lastSuccess);
  }

  /// When the newest attempt began that failed.
  public Optional<Instant> findLastFailure() {
    return present(lastFailure);
  }

  private static Optional<Instant> present(Instant at) {
    return Optional.of(at).filter(Instant.MIN::isBefore);
  }
}
