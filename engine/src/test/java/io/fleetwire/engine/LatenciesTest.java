package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private static AttemptBrief took(int millis, boolean isAnswered) {
    return new AttemptBrief(Instant.EPOCH, Duration.ofMillis(millis), isAnswered, isAnswered);
  }

  @Test
  void percentilesAreTheNearestRank() {
    List<AttemptBrief> hundred =
        IntStream.rangeClosed(1, 100).mapToObj(millis -> took(millis, true)).toList();

    assertThat(Latencies.of(hundred.reversed()))
        .isEqualTo(
            new Latencies(
                100,
                Duration.ofMillis(50),
                Duration.ofMillis(95),
                Duration.ofMillis(99),
                Duration.ofMillis(100)));
    Duration one = Duration.ofMillis(7);
    assertThat(Latencies.of(List.of(took(7, true))))
        .isEqualTo(new Latencies(1, one, one, one, one));
  }

  @Test
  void whatWasNotAnsweredIsNotCounted() {
    assertThat(Latencies.of(List.of(took(30_000, false)))).isEqualTo(Latencies.NONE);
    assertThat(Latencies.of(List.of(took(30_000, false), took(1, true))).counted()).isEqualTo(1);
  }
}
