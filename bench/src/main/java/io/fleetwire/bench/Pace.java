package io.fleetwire.bench;

import java.time.Duration;

/// When events are sent.
sealed interface Pace {

  /// As soon as a connection is free and not too many events are under way: what the server can do
  /// at most.
  record Flood() implements Pace {}

  /// So many in a second, whatever the server does (an open loop): each has the time at which it
  /// was meant to be sent, and waits from then on.
  record Steady(int perSecond) implements Pace {}

  /// Timers are not finer than this, so events go out in groups that share their time.
  Duration TICK = Duration.ofMillis(1);

  /// How many events were meant to be sent `elapsed` nanoseconds after the start.
  default long dueAfter(long elapsed) {
    return switch (this) {
      case Flood _ -> Long.MAX_VALUE;
      case Steady(int perSecond) -> elapsed / TICK.toNanos() * perSecond / 1_000;
    };
  }

  /// When event `number` was meant to be sent, in nanoseconds after the start.
  default long meantAfter(long number, long elapsed) {
    return switch (this) {
      case Flood _ -> elapsed;
      case Steady(int perSecond) -> TICK.toNanos() * Math.ceilDiv((number + 1) * 1_000, perSecond);
    };
  }
}
