package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PicturesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 48, 60})
  void fieldsFillTheWidthFromThenToNow(int count) {
    List<Beat> beats =
        IntStream.range(0, count)
            .mapToObj(i -> new Beat(Instant.EPOCH.plusSeconds(60L * i), 1, 0, Duration.ZERO))
            .toList();
    for (List<Bar> bars :
        List.of(Pictures.strip(beats), Pictures.columns(beats, good -> good + " good", "failed"))) {
      assertThat(bars).hasSize(count);
      assertThat(bars.getFirst().spot().x()).isZero();
      Bar.Spot last = bars.getLast().spot();
      assertThat(last.x() + last.width()).isEqualTo(Pictures.WIDTH);
    }
  }
}
