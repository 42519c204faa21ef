package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.EndpointPace.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The pace of one endpoint through good times, overload, silence and recovery.
final class EndpointPaceTest {
  private static final int MANY = DeliveryPlan.CONCURRENCY_MAX;

  private final EndpointPace pace = new EndpointPace(RandomGenerator.of("L64X128MixRandom"));
  private final Ready ready = new SteppedDeliveries().ready(new EndpointId(1));
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  private int startAll(int slotsMax) {
    int started = 0;
    while (pace.mayStart(slotsMax, now)) {
      startOne();
      started++;
    }
    return started;
  }

  private void startOne() {
    Started started = new Started(ready, now, false, 1, new Cancellation());
    pace.started(started, DeliveryPlan.UNLIMITED);
  }

  private void endOne(Sign sign) {
    pace.ended(pace.underWay().getFirst(), sign, now, Instant.MIN);
  }

  private void endAll(Sign sign, Duration latency) {
    now = now.plus(latency);
    while (!pace.underWay().isEmpty()) {
      endOne(sign);
    }
  }

  private int round(Sign sign) {
    int started = startAll(MANY);
    endAll(sign, Duration.ofMillis(10));
    return started;
  }

  private Duration pauseLeft() {
    return Duration.between(now, pace.pausedUntil());
  }

  private void openTheBreaker() {
    while (!now.isBefore(pace.pausedUntil())) {
      round(Sign.OVERLOADED);
    }
  }

  @Test
  void goodRoundsDoubleTheSlotsUpToTheLimit() {
    assertThat(round(Sign.WELL)).isEqualTo(4);
    assertThat(round(Sign.WELL)).isEqualTo(8);
    assertThat(round(Sign.WELL)).isEqualTo(16);
    assertThat(round(Sign.WELL)).isEqualTo(32);
    assertThat(round(Sign.WELL)).isEqualTo(64);
    assertThat(round(Sign.WELL)).isEqualTo(64);
  }

  @Test
  void whoNeedsFewSlotsGetsNoMoreSoThatItHasFewWhenItBeginsToHang() {
    for (int i = 0; i < 100; i++) {
      startOne();
      endAll(Sign.WELL, Duration.ofMillis(10));
    }
    assertThat(startAll(MANY)).isEqualTo(EndpointPace.SLOTS_AT_START);
  }

  @Test
  void slotsThatAreNoLongerNeededGoAgainLittleByLittle() {
    for (int i = 0; i < 6; i++) {
      round(Sign.WELL);
    }
    for (int second = 0; second < 25; second++) {
      startOne();
      endAll(Sign.WELL, Duration.ofSeconds(1));
    }
    assertThat(startAll(MANY)).isEqualTo(MANY / 4);
    endAll(Sign.WELL, Duration.ofMillis(10));
    for (int second = 0; second < 200; second++) {
      startOne();
      endAll(Sign.WELL, Duration.ofSeconds(1));
    }
    assertThat(startAll(MANY)).isEqualTo(EndpointPace.SLOTS_AT_START);
  }

  @Test
  void thePlanOfTheEndpointIsTheCeiling() {
    for (int i = 0; i < 6; i++) {
      round(Sign.WELL);
    }
    assertThat(startAll(3)).isEqualTo(3);
  }

  @Test
  void overloadHalvesTheSlotsOncePerRoundAndGrowthIsSlowAfterwards() {
    for (int i = 0; i < 5; i++) {
      round(Sign.WELL);
    }
    startAll(MANY);
    now = now.plusMillis(10);
    for (int i = 0; i < 4; i++) {
      endOne(Sign.OVERLOADED);
    }
    endAll(Sign.WELL, Duration.ZERO);
    int afterwards = startAll(MANY);
    assertThat(afterwards).isBetween(32, 36);
    endAll(Sign.WELL, Duration.ofMillis(10));
    assertThat(startAll(MANY)).isBetween(afterwards, afterwards + 2);
  }

  @Test
  void fiveSignsInARowOpenTheBreaker() {
    openTheBreaker();
    assertThat(pace.isProven()).isFalse();
    assertThat(pauseLeft()).isBetween(Duration.ofMillis(790), Duration.ofMillis(1_200));
    assertThat(startAll(MANY)).isZero();
  }

  @Test
  void afterThePauseOneRequestProbesAndEachFailureDoublesThePauseUpToAMinute() {
    openTheBreaker();
    for (int i = 1; i < 10; i++) {
      now = pace.pausedUntil();
      assertThat(round(Sign.OVERLOADED)).isEqualTo(1);
      Duration expected = Duration.ofSeconds(Math.min(60, 1L << i));
      assertThat(pauseLeft())
          .isBetween(
              expected.multipliedBy(79).dividedBy(100), expected.multipliedBy(6).dividedBy(5));
    }
  }

  @Test
  void aGoodProbeStartsSlowlyAgain() {
    openTheBreaker();
    now = pace.pausedUntil();
    assertThat(round(Sign.WELL)).isEqualTo(1);
    assertThat(pace.isProven()).isTrue();
    assertThat(startAll(MANY)).isEqualTo(2);
  }

  @Test
  void whileNothingComesBackNothingMoreGoesOut() {
    round(Sign.WELL);
    startOne();
    now = now.plusMillis(999);
    assertThat(pace.mayStart(MANY, now)).isTrue();
    now = now.plusMillis(2);
    assertThat(pace.mayStart(MANY, now)).isFalse();
    endOne(Sign.WELL);
    assertThat(pace.mayStart(MANY, now)).isTrue();
  }

  @Test
  void aReceiverThatIsAlwaysSlowIsNotTakenForAHangingOne() {
    for (int i = 0; i < 40; i++) {
      startAll(MANY);
      endAll(Sign.WELL, Duration.ofSeconds(4));
    }
    startOne();
    now = now.plusSeconds(5);
    assertThat(pace.mayStart(MANY, now)).isTrue();
  }

  @Test
  void whatWasNeverSentSaysNothingOfTheReceiver() {
    for (int i = 0; i < 20; i++) {
      assertThat(round(Sign.UNKNOWN)).isEqualTo(EndpointPace.SLOTS_AT_START);
    }
    assertThat(pace.isProven()).isFalse();
  }

  private Duration silenceUntilPenalty() {
    startOne();
    Instant since = now;
    while (!pace.isInPenalty()) {
      now = now.plusMillis(10);
      pace.suspect(now);
    }
    return Duration.between(since, now);
  }

  @Test
  void whoHasNeverAnsweredIsNotSuspectedForASecond() {
    assertThat(silenceUntilPenalty()).isEqualTo(Duration.ofMillis(1_010));
  }

  @Test
  void whoAnswersAtOnceIsSuspectedAfterATenthOfASecond() {
    round(Sign.WELL);
    assertThat(silenceUntilPenalty()).isEqualTo(Duration.ofMillis(110));
  }

  @Test
  void whoIsSlowIsSuspectedLaterAndAnAnswerMakesItGood() {
    for (int round = 0; round < 50; round++) {
      startOne();
      endAll(Sign.WELL, Duration.ofSeconds(2));
    }
    assertThat(silenceUntilPenalty()).isGreaterThan(Duration.ofSeconds(7));
    assertThat(startAll(MANY)).isZero();
    endAll(Sign.WELL, Duration.ZERO);
    assertThat(pace.isInPenalty()).isFalse();
    assertThat(startAll(MANY)).isPositive();
  }
}
