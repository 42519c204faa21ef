package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class SampleEventTest {
  @Test
  void everyEventIsJsonOfThreeHundredBytesGiveOrTakeTwenty() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      byte[] event = SampleEvent.json(random);
      assertThat(event.length).isBetween(280, 320);
      assertThat(new JsonMapper().readTree(event).isObject()).isTrue();
    }
  }
}
