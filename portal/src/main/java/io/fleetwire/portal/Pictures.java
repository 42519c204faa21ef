package io.fleetwire.portal;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.Beat;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// Draws figures as bars. A picture is {@link #WIDTH} by {@link #HEIGHT} units and is stretched to
/// its place; what it says is said in words beside it, too. Pure.
final class Pictures {
  static final int WIDTH = 1_000;
  static final int HEIGHT = 100;

  /// So much of it is seen, however little it is.
  private static final int SEEN_MIN = 4;

  /// Between two fields.
  private static final int GAP = 3;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Pictures() {}

  /// Good ones below, bad ones on top of them, for each beat; the tallest fills the height. `good`
  /// says how many there are of them.
  static List<Bar> columns(List<Beat> beats, IntFunction<String> good, String bad) {
    int most = Math.max(1, beats.stream().mapToInt(Beat::all).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      Beat beat = beats.get(i);
      int x = left(i, beats.size());
      int width = left(i + 1, beats.size()) - x - GAP;
      String title =
          CLOCK.format(beat.from()) + " UTC: " + good.apply(beat.good()) + share(beat, bad);
      int goodHeight = height(beat.good(), most);
      int badHeight = Math.min(height(beat.bad(), most), HEIGHT - goodHeight);
      if (goodHeight > 0) {
        bars.add(new Bar(new Bar.Spot(x, HEIGHT - goodHeight, width, goodHeight), "accent", title));
      }
      if (badHeight > 0) {
        bars.add(
            new Bar(
                new Bar.Spot(x, HEIGHT - goodHeight - badHeight, width, badHeight), "bad", title));
      }
    }
    return bars;
  }

  /// Where one of so many fields begins: together they fill the width, up to now.
  private static int left(int field, int fields) {
    return field * (WIDTH + GAP) / fields;
  }

  private static String share(Beat beat, String bad) {
    return bad.isEmpty() ? "" : ", " + beat.bad() + " " + bad;
  }

  private static int height(int count, int most) {
    return count == 0 ? 0 : Math.max(SEEN_MIN, (int) ((long) count * (HEIGHT - SEEN_MIN) / most));
  }

  /// One field for each beat: nothing, all good, some bad, or all bad.
  static List<Bar> strip(List<Beat> beats) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      Beat beat = beats.get(i);
      int x = left(i, beats.size());
      String title =
          CLOCK.format(beat.from()) + " UTC: " + beat.good() + " good, " + beat.bad() + " failed";
      bars.add(Bar.of(x, left(i + 1, beats.size()) - x - GAP, kind(beat), title));
    }
    return bars;
  }

  private static String kind(Beat beat) {
    if (beat.all() == 0) {
      return "none";
    }
    if (beat.bad() == 0) {
      return "good";
    }
    return beat.good() == 0 ? "bad" : "busy";
  }

  /// A phase of an attempt and how long it took.
  record Phase(String label, Duration took, String kind) {}

  /// Where an attempt's time went, in order.
  static List<Phase> phases(Timeline timeline) {
    Duration rest =
        timeline
            .total()
            .minus(timeline.resolve())
            .minus(timeline.connect())
            .minus(timeline.firstByte());
    return List.of(
        new Phase("DNS", timeline.resolve(), "info"),
        new Phase("Connect and TLS", timeline.connect(), "busy"),
        new Phase("First byte", timeline.firstByte(), "accent"),
        new Phase("Rest of the answer", rest.isNegative() ? Duration.ZERO : rest, "good"));
  }

  /// The phases side by side; `longest` fills the width.
  static List<Bar> waterfall(AttemptEntry attempt, Duration longest) {
    long whole = Math.max(1, longest.toNanos());
    List<Bar> bars = new ArrayList<>();
    long before = 0;
    for (Phase phase : phases(attempt.sent().timeline())) {
      long nanos = phase.took().toNanos();
      if (nanos > 0) {
        int x = (int) (before * WIDTH / whole);
        int end = (int) ((before + nanos) * WIDTH / whole);
        String title = phase.label() + " " + Amounts.fine(phase.took());
        bars.add(
            Bar.of(
                Math.min(x, WIDTH - SEEN_MIN), Math.max(SEEN_MIN, end - x), phase.kind(), title));
      }
      before += nanos;
    }
    return bars;
  }
}
