package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 999, 1_000, 1_001, 20_000})
  void aSteadyPaceSendsItsNumberInASecond(int perSecond) {
    Pace pace = new Pace.Steady(perSecond);
    assertThat(pace.dueAfter(0)).isZero();
    assertThat(pace.dueAfter(SECOND)).isEqualTo(perSecond);
    assertThat(pace.dueAfter(60 * SECOND)).isEqualTo(60L * perSecond);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 999, 1_000, 1_001, 20_000})
  void anEventIsDueFromTheTimeThatItIsMeantFor(int perSecond) {
    Pace pace = new Pace.Steady(perSecond);
    for (long number = 0; number < 2L * perSecond; number++) {
      long meant = pace.meantAfter(number, 0);
      assertThat(pace.dueAfter(meant)).isGreaterThan(number);
      assertThat(pace.dueAfter(meant - 1)).isLessThanOrEqualTo(number);
    }
  }
}
