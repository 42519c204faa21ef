package io.fleetwire.portal;

import java.time.Duration;
import java.util.Locale;

/// Numbers in words of people.
final class Amounts {
  private Amounts() {}

  /// With a comma between thousands.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 device`, `2 devices`.
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /// One part of it: `350 ms`, `12 s`, `5 min`, `3 h`, `4 days`.
  static String duration(Duration time) {
    if (time.toMillis() < 1_000) {
      return time.toMillis() + " ms";
    }
    if (time.toSeconds() < 100) {
      return time.toSeconds() + " s";
    }
    if (time.toMinutes() < 100) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
  }

  /// The same, and finer where it is short: `0.4 ms`, `12.5 ms`, `1.25 s`.
  static String fine(Duration time) {
    if (time.isZero()) {
      return "0 ms";
    }
    if (time.toMillis() < 100) {
      return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
    return time.toMillis() >= 1_000 && time.toMillis() < 10_000
        ? String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3)
        : duration(time);
  }

  /// `12.3 kB`; a kilobyte has a thousand bytes.
  static String bytes(long size) {
    if (size < 1_000) {
      return size + " B";
    }
    return size < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", size / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", size / 1e6);
  }
}
