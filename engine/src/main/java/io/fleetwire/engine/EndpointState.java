package io.fleetwire.engine;

import java.time.Instant;

/// Whether an endpoint is called at all. It is changed by people and by what its receiver answers,
/// and survives a restart; what an endpoint is configured to be is another matter.
///
/// Events for an endpoint that is not active are accepted and kept, and sent once it is.
public sealed interface EndpointState {
  /// It is called.
  record Active() implements EndpointState {}

  /// Somebody wants it to wait.
  record Paused(Instant since) implements EndpointState {}

  /// It has been given up, until somebody enables it again.
  record Disabled(Instant since, Reason reason) implements EndpointState {}

  /// Why an endpoint was disabled.
  enum Reason {
    /// Its receiver answered 410 Gone (RFC 9110 section 15.5.11).
    GONE,
    /// For days there was nothing but failures.
    FAILED_FOR_DAYS,
    /// Its receiver asked for it in an answer's header.
    ASKED_TO_STOP,
    /// Somebody switched it off.
    BY_HAND;

    /// What it is called in JSON, by the API and in operational events.
    public String word() {
      return switch (this) {
        case GONE -> "gone";
        case FAILED_FOR_DAYS -> "failedForDays";
        case ASKED_TO_STOP -> "askedToStop";
        case BY_HAND -> "byHand";
      };
    }
  }

  /// Whether requests are sent.
  default boolean isActive() {
    return this instanceof Active;
  }
}
