package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BeatRingTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final BeatRing ring = new BeatRing(3, MINUTE);

  @Test
  void everyStretchIsThereTheOldestFirst() {
    ring.add(NOON.plusSeconds(59), true, Duration.ofMillis(4));
    ring.add(NOON.plusSeconds(60), false, Duration.ofMillis(8));
    ring.add(NOON.plusSeconds(61), true, Duration.ofMillis(2));

    assertThat(ring.read(NOON.plusSeconds(119)))
        .containsExactly(
            new Beat(NOON.minus(MINUTE), 0, 0, Duration.ZERO),
            new Beat(NOON, 1, 0, Duration.ofMillis(4)),
            new Beat(NOON.plus(MINUTE), 1, 1, Duration.ofMillis(10)));
  }

  @Test
  void whatIsOlderThanTheRingIsForgotten() {
    ring.add(NOON, true, MINUTE);

    assertThat(ring.read(NOON.plus(MINUTE.multipliedBy(3)))).allMatch(beat -> beat.all() == 0);
    ring.add(NOON.plus(MINUTE.multipliedBy(3)), true, MINUTE);
    ring.add(NOON, true, MINUTE);
    assertThat(ring.read(NOON.plus(MINUTE.multipliedBy(3))))
        .extracting(Beat::all)
        .isEqualTo(List.of(0, 0, 1));
  }

  @Test
  void beatsAddUp() {
    Beat one = new Beat(NOON, 1, 2, Duration.ofSeconds(3));
    Beat sum = one.plus(new Beat(NOON.minus(MINUTE), 3, 0, Duration.ofSeconds(9)));

    assertThat(sum).isEqualTo(new Beat(NOON.minus(MINUTE), 4, 2, Duration.ofSeconds(12)));
    assertThat(sum.mean()).isEqualTo(Duration.ofSeconds(2));
    assertThat(new Beat(NOON, 0, 0, Duration.ZERO).mean()).isZero();
  }
}
