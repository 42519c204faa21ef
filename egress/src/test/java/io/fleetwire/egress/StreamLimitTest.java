package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.egress.StreamLimit.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StreamLimitTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final StreamLimit streams = new StreamLimit();

  @Test
  void theFirstGoesAlone() throws InterruptedException {
    assertThat(entered()).isTrue();
    assertThat(entered()).isFalse();
  }

  @Test
  void everyAnswerMakesRoomForOneMore() throws InterruptedException {
    enter(1);
    streams.leave(Ending.ANSWERED);
    enter(2);
    assertThat(entered()).isFalse();
    streams.leave(Ending.ANSWERED);
    streams.leave(Ending.ANSWERED);
    enter(4);
    assertThat(entered()).isFalse();
  }

  @Test
  void aFailureBeginsAnew() throws InterruptedException {
    enter(1);
    streams.leave(Ending.ANSWERED);
    enter(2);
    streams.leave(Ending.FAILED);
    assertThat(entered()).as("another one is under way").isFalse();
    streams.leave(Ending.ANSWERED);
    enter(2);
  }

  @Test
  void whatIsFullTakesAsManyAsAreUnderWay() throws InterruptedException {
    enter(1);
    streams.leave(Ending.ANSWERED);
    enter(2);
    streams.leave(Ending.FULL);
    assertThat(entered()).isFalse();
    streams.leave(Ending.ANSWERED);
    enter(2);
  }

  @Test
  void whoWasAloneIsLetInAgain() throws InterruptedException {
    enter(1);
    streams.leave(Ending.FULL);
    assertThat(streams.enter(BOUND.toNanos())).isTrue();
    assertThat(entered()).isFalse();
  }

  @Test
  void whoWaitsIsLetInByWhoLeaves() throws InterruptedException {
    enter(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    streams.enter(BOUND.toNanos());
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });
    streams.leave(Ending.FAILED);
    assertThat(waiting.join(BOUND)).isTrue();
    assertThat(entered()).as("the place is taken").isFalse();
  }

  private void enter(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(entered()).isTrue();
    }
  }

  private boolean entered() throws InterruptedException {
    return streams.enter(0);
  }
}
