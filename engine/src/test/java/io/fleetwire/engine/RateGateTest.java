package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bursts, steady rates, changes of the rate, and clocks that step back.
final class RateGateTest {
  private static final long START = 1_000_000 * EpochNanos.PER_SECOND;

  private final RateGate gate = new RateGate();
  private long now = START;

  private boolean passes(double rate) {
    boolean isOpen = gate.opensAt(rate, now) <= now;
    if (isOpen) {
      gate.passed(rate, now);
    }
    return isOpen;
  }

  private int passAll(double rate) {
    int passed = 0;
    while (passed < 100_000 && passes(rate)) {
      passed++;
    }
    return passed;
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "0.5, 1", "1, 1", "2.5, 2", "10, 10", "10000, 10000"})
  void aBurstIsOneSecondsWorthAndAtLeastOne(double rate, int burst) {
    assertThat(passAll(rate)).isEqualTo(burst);
  }

  @Test
  void noLimitIsNoLimit() {
    assertThat(passAll(DeliveryPlan.UNLIMITED)).isEqualTo(100_000);
  }

  @Test
  void overAMinuteTheRateIsKept() {
    int passed = 0;
    for (int step = 0; step < 6_000; step++) {
      passed += passAll(7.5);
      now += 10 * EpochNanos.PER_MILLI;
    }
    assertThat(passed).isBetween(450, 458);
  }

  @Test
  void itOpensWhenItSaysAndNotBefore() {
    passAll(4);
    long opensAt = gate.opensAt(4, now);
    assertThat(opensAt - now).isBetween(1L, EpochNanos.PER_SECOND / 4);
    now = opensAt - 1;
    assertThat(passes(4)).isFalse();
    now = opensAt;
    assertThat(passes(4)).isTrue();
  }

  @Test
  void whatWasNotUsedIsSavedForOneSecondOnly() {
    passAll(5);
    now += 3_600 * EpochNanos.PER_SECOND;
    assertThat(passAll(5)).isEqualTo(5);
  }

  @Test
  void aHigherRateCountsAtOnce() {
    passAll(0.001);
    now += EpochNanos.PER_SECOND;
    assertThat(passAll(10)).isPositive();
  }

  @Test
  void aClockThatStepsBackDoesNotCloseIt() {
    passAll(2);
    now -= 7_200 * EpochNanos.PER_SECOND;
    assertThat(gate.opensAt(2, now) - now).isLessThanOrEqualTo(EpochNanos.PER_SECOND / 2);
    now += EpochNanos.PER_SECOND;
    assertThat(passAll(2)).isBetween(1, 2);
  }
}
