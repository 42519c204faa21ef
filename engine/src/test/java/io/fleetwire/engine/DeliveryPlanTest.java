package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryPlanTest {

  private static DeliveryPlan plan(double rate) {
    return new DeliveryPlan(RetryPlan.STANDARD, Budgets.STANDARD, 1, Ordering.UNORDERED, rate);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.001, 0.001", "2.5, 2.5", "3.14159, 3.142", "10000, 10000"})
  void aRateCountsInThousandths(double given, double kept) {
    assertThat(plan(given).ratePerSecondMax()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 2, 2",
    "5, 0, 5",
    "5, 2, 2",
    "1, 2, 1",
    "0, 0.0166667, 0.016",
    "0, 0.0001, 0.001",
    "0, 99999, 10000"
  })
  void aPlanIsSlowedDownAndNeverHastened(double before, double allowed, double after) {
    assertThat(plan(before).atMost(allowed)).isEqualTo(plan(after));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.0001, 10_000.1, Double.NaN})
  void whatIsNoRateIsRefused(double rate) {
    assertThatThrownBy(() -> plan(rate)).isInstanceOf(AssertionError.class);
  }
}
