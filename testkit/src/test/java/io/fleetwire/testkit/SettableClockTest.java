package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SettableClockTest {
  private final SettableClock clock = SettableClock.atNoon();

  @Test
  void itStandsStill() {
    assertThat(clock.instant()).isEqualTo(clock.instant());
  }

  @Test
  void itMovesWhenItIsTold() {
    Instant before = clock.instant();

    clock.advance(Duration.ofSeconds(3));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(3));
    assertThat(clock.millis()).isEqualTo(before.plusSeconds(3).toEpochMilli());
  }

  @Test
  void itGoesBackOnlyWhenItIsSet() {
    Instant earlier = clock.instant().minusSeconds(60);

    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(AssertionError.class);
    clock.set(earlier);

    assertThat(clock.instant()).isEqualTo(earlier);
  }
}
