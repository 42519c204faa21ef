package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationListTest {
  @Test
  void waitsAreReadWithTheirUnits() {
    assertThat(DurationList.parse("0s, 250ms,30s; 5m 2h\n1d"))
        .contains(
            List.of(
                Duration.ZERO,
                Duration.ofMillis(250),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "soon", "1y", "-1s", "1s,x", "9999999s"})
  void whatHasNoUnitIsNoWait(String text) {
    assertThat(DurationList.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "90s", "1500ms", "5m", "24h", "0s, 30s, 1h"})
  void whatIsPrintedIsReadAgain(String text) {
    List<Duration> waits = DurationList.parse(text).orElseThrow();

    assertThat(DurationList.parse(DurationList.print(waits))).contains(waits);
  }
}
