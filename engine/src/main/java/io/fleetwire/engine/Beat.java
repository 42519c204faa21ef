package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;

/// What happened in one stretch of time that begins at `from`: so much went well, so much did not,
/// and so long it took together. What is still going on has a beat that still grows.
public record Beat(Instant from, int good, int bad, Duration took) {

  public int all() {
    return good + bad;
  }

  /// How long one took, or nothing when there was none.
  public Duration mean() {
    return all() == 0 ? Duration.ZERO : took.dividedBy(all());
  }

  /// Both together, from the earlier one's begin.
  public Beat plus(Beat other) {
    return new Beat(
        from.isBefore(other.from) ? from : other.from,
        good + other.good,
        bad + other.bad,
        took.plus(other.took));
  }
}
