package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import java.util.Arrays;
import java.util.Locale;

/// The middle of several measurements and how far they lie apart: without the second the first says
/// nothing.
record Spread(double median, double lowest, double highest) {

  static Spread of(double... values) {
    Must.hold(values.length > 0, "there is something measured");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /// As `median (lowest..highest)` with `decimals` digits after the point.
  String print(int decimals) {
    String number = "%,." + decimals + "f";
    String format = number + " (" + number + ".." + number + ")";
    return String.format(Locale.ROOT, format, median, lowest, highest);
  }
}
