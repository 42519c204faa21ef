package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Turns the impression that an attempt made into what is thought of its endpoint. Pure.
final class HealthPolicy {
  /// A restart of the receiver is no outage; what lasts longer is worth a message.
  static final Duration FAILING_AFTER = Duration.ofMinutes(5);

  /// Longer than a long weekend.
  static final Duration DISABLE_AFTER = Duration.ofDays(5);

  private HealthPolicy() {}

  /// The health of an endpoint that was `before`, after an attempt that has ended `now`.
  static EndpointHealth next(EndpointHealth before, Impression.Kind kind, Instant now) {
    return switch (kind) {
      case TAKEN, DECLINED -> new EndpointHealth.Well();
      case FAILED -> failed(before, now);
      case NOTHING -> before;
    };
  }

  private static EndpointHealth failed(EndpointHealth before, Instant now) {
    return switch (before) {
      case EndpointHealth.Well() -> new EndpointHealth.Doubtful(now);
      case EndpointHealth.Doubtful(Instant since) when hasLasted(since, now, FAILING_AFTER) ->
          new EndpointHealth.Failing(since);
      case EndpointHealth.Doubtful _, EndpointHealth.Failing _ -> before;
    };
  }

  /// Why an endpoint of that health should not be called any more, if there is a reason.
  static Optional<EndpointState.Reason> reasonToDisable(
      EndpointHealth health, Impression impression, Instant now) {
    boolean hasFailedForDays =
        health instanceof EndpointHealth.Failing(Instant since)
            && hasLasted(since, now, DISABLE_AFTER);
    return impression.farewell().isEmpty() && hasFailedForDays
        ? Optional.of(EndpointState.Reason.FAILED_FOR_DAYS)
        : impression.farewell();
  }

  private static boolean hasLasted(Instant since, Instant now, Duration time) {
    return !now.isBefore(since.plus(time));
  }
}
