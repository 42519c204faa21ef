package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a receiver asks for in the header `Fleetwire-Control` of any answer, a good one
/// included: `stop`, or `pause=` and a number of seconds. Whatever else stands there is ignored.
final class ReceiverControl {
  static final String HEADER = "Fleetwire-Control";

  /// A receiver may ask for a day of patience, not for being forgotten: for that there is `stop`.
  private static final Duration PAUSE_MAX = Duration.ofDays(1);

  private static final Pattern PAUSE = Pattern.compile("pause=([0-9]{1,9})");

  private ReceiverControl() {}

  /// Whether it wants no requests any more, until somebody enables the endpoint.
  static boolean isStop(Outcome.Answered answered) {
    return answered.header(HEADER).filter(value -> value.strip().equals("stop")).isPresent();
  }

  /// Before when it wants no requests, if it says so.
  static Optional<Instant> findPause(Outcome.Answered answered, Instant now) {
    return answered.header(HEADER).flatMap(value -> parse(value.strip(), now));
  }

  private static Optional<Instant> parse(String text, Instant now) {
    Matcher pause = PAUSE.matcher(text);
    if (!pause.matches()) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(pause.group(1));
    return Optional.of(now.plusSeconds(Math.min(seconds, PAUSE_MAX.toSeconds())));
  }
}
