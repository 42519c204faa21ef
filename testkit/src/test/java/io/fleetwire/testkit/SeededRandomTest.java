package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SeededRandomTest {

  @Test
  void theSameSeedFallsTheSameWay() {
    assertThat(throwsOf(new SeededRandom(7))).isEqualTo(throwsOf(new SeededRandom(7)));
  }

  @Test
  void anotherSeedFallsAnotherWay() {
    assertThat(throwsOf(new SeededRandom(7))).isNotEqualTo(throwsOf(new SeededRandom(8)));
  }

  @Test
  void itNamesItsSeed() {
    assertThat(new SeededRandom(7)).hasToString("seed 7");
  }

  private static long[] throwsOf(RandomGenerator random) {
    return random.longs(100).toArray();
  }
}
