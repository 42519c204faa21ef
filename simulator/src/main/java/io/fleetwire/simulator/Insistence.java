package io.fleetwire.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Says something again as long as it is not taken, with pauses that double: not for longer than
/// `longest` in all, and not after the simulation was stopped.
record Insistence(SimulatorWorld world, Patience patience, Duration longest) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// What came of the last time.
  Reception on(Supplier<Reception> once) {
    Instant end = world.clock().instant().plus(longest);
    Duration pause = FIRST_PAUSE;
    while (true) {
      Reception last = once.get();
      if (!isWorthRepeating(last)
          || world.clock().instant().plus(pause).isAfter(end)
          || !patience.pause(pause)) {
        return last;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private static boolean isWorthRepeating(Reception reception) {
    return switch (reception) {
      case Reception.Taken _, Reception.Dismissed _ -> false;
      case Reception.Unanswered _ -> true;
      case Reception.Refused(Answer answer) ->
          answer.status() == 408
              || answer.status() == 429
              || (answer.status() >= 500 && answer.status() != 501);
    };
  }
}
