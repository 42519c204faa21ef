package io.fleetwire.egress;

import io.fleetwire.engine.Must;
import java.time.Duration;

/// How many idle connections are kept, for one destination and in all, and for how long.
public record PoolLimits(int perDestination, int total, Duration idle) {
  /// An endpoint has at most 64 requests in flight, so 64 idle connections waste none; 4096 in all
  /// stay well below the usual limit of open files; 30 s is less than what most servers grant.
  static final PoolLimits STANDARD = new PoolLimits(64, 4096, Duration.ofSeconds(30));

  public PoolLimits {
    Must.hold(perDestination >= 0 && total >= 0, "a pool's bounds are not negative");
    Must.hold(idle.isPositive(), "an idle time is positive");
  }
}
