package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts by stretches of time that are all as long, and forgets what is older than there are
/// stretches. Some twenty bytes for each, however much is counted. Thread-safe.
final class BeatRing {
  private final long widthMillis;

  /// Which stretch since the epoch a place counts, or -1.
  private final long[] numbers;

  private final int[] good;
  private final int[] bad;
  private final long[] nanos;

  BeatRing(int size, Duration width) {
    this.widthMillis = width.toMillis();
    this.numbers = new long[size];
    this.good = new int[size];
    this.bad = new int[size];
    this.nanos = new long[size];
    Arrays.fill(numbers, -1);
  }

  /// Counts one more. What is older than the ring is not counted: a clock was set back.
  synchronized void add(Instant at, boolean isGood, Duration took) {
    long number = Math.floorDiv(at.toEpochMilli(), widthMillis);
    int place = Math.floorMod(number, numbers.length);
    if (numbers[place] > number) {
      return;
    }
    if (numbers[place] < number) {
      numbers[place] = number;
      good[place] = 0;
      bad[place] = 0;
      nanos[place] = 0;
    }
    good[place] += isGood ? 1 : 0;
    bad[place] += isGood ? 0 : 1;
    nanos[place] += took.toNanos();
  }

  /// Every stretch up to the one in which `now` lies, the oldest first; those in which nothing was
  /// counted, too.
  synchronized List<Beat> read(Instant now) {
    long last = Math.floorDiv(now.toEpochMilli(), widthMillis);
    List<Beat> beats = new ArrayList<>(numbers.length);
    for (long number = last - numbers.length + 1; number <= last; number++) {
      int place = Math.floorMod(number, numbers.length);
      Instant from = Instant.ofEpochMilli(number * widthMillis);
      beats.add(
          numbers[place] == number
              ? new Beat(from, good[place], bad[place], Duration.ofNanos(nanos[place]))
              : new Beat(from, 0, 0, Duration.ZERO));
    }
    return beats;
  }
}
