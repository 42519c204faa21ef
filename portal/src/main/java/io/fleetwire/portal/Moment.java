package io.fleetwire.portal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A time as pages show it: how long ago, and on pointing at it (or to a program) exactly, in UTC.
record Moment(String relative, String exact, String iso) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static Moment of(Instant time, Instant now) {
    return new Moment(
        relative(time, now), EXACT.format(time), time.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static String relative(Instant time, Instant now) {
    Duration distance = Duration.between(time, now);
    String length = Amounts.duration(distance.abs());
    if (distance.abs().compareTo(Duration.ofSeconds(2)) < 0) {
      return "just now";
    }
    return distance.isNegative() ? "in " + length : length + " ago";
  }
}
