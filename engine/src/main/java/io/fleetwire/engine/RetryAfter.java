package io.fleetwire.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads `Retry-After` (RFC 9110 section 10.2.3): seconds, or an HTTP date.
final class RetryAfter {
  /// A receiver may ask for a day of patience, not for being forgotten.
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /// The time before which the receiver does not want to be called, if it says one that makes
  /// sense.
  static Optional<Instant> of(Outcome.Answered answered, Instant now) {
    return answered
        .header("Retry-After")
        .flatMap(value -> parse(value.strip(), now))
        .map(at -> at.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : at);
  }

  private static Optional<Instant> parse(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(value)));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
