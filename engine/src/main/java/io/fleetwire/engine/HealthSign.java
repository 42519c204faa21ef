package io.fleetwire.engine;

import io.fleetwire.engine.EndpointPace.Sign;
import java.util.Set;

/// Reads from an outcome whether the receiver is well.
final class HealthSign {
  /// Too Many Requests, Bad Gateway, Service Unavailable, Gateway Timeout: what a receiver, or what
  /// stands before it, says when there is too much to do.
  private static final Set<Integer> OVERLOAD = Set.of(429, 502, 503, 504);

  private HealthSign() {}

  static Sign of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered when OVERLOAD.contains(answered.status()) -> Sign.OVERLOADED;
      case Outcome.Answered _ -> Sign.WELL;
      case Outcome.TimedOut _, Outcome.Unreachable _ -> Sign.OVERLOADED;
      case Outcome.Blocked _, Outcome.NotComposed _ -> Sign.UNKNOWN;
    };
  }
}
