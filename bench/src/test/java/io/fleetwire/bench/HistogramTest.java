package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistogramTest {
  @Test
  void anEmptyOneSaysZero() {
    assertThat(new Histogram().atShare(0.99)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 1_000, 65_535, 1L << 40, Long.MAX_VALUE})
  void aSingleValueIsEveryShare(long value) {
    Histogram histogram = new Histogram();
    histogram.record(value);
    assertThat(histogram.atShare(0.001)).isEqualTo(value);
    assertThat(histogram.atShare(1)).isEqualTo(value);
  }

  @Test
  void aNegativeDurationCountsAsNone() {
    Histogram histogram = new Histogram();
    histogram.record(-5);
    assertThat(histogram.atShare(1)).isZero();
    assertThat(histogram.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.9, 0.99, 0.999, 1})
  void sharesAreRightToOnePartInSixtyFour(double share) {
    SplittableRandom random = new SplittableRandom(7);
    long[] values = random.longs(10_000, 0, 50).map(bits -> random.nextLong(1L << bits)).toArray();
    Histogram histogram = new Histogram();
    Arrays.stream(values).forEach(histogram::record);
    Arrays.sort(values);
    long exact = values[(int) Math.ceil(values.length * share) - 1];
    assertThat(histogram.atShare(share)).isGreaterThanOrEqualTo(exact);
    assertThat(histogram.atShare(share)).isCloseTo(exact, withinPercentage(100.0 / 64));
  }
}
