package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoOfTheMiddle() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void itPrintsItsRange() {
    assertThat(Spread.of(21_000, 19_500.4, 22_000).print(0)).isEqualTo("21,000 (19,500..22,000)");
    assertThat(Spread.of(0.125).print(2)).isEqualTo("0.13 (0.13..0.13)");
  }
}
