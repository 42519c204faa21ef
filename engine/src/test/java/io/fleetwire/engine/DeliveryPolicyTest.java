package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.NextStep.Delivered;
import io.fleetwire.engine.NextStep.GiveUp;
import io.fleetwire.engine.NextStep.Reason;
import io.fleetwire.engine.NextStep.RetryAt;
import io.fleetwire.engine.RetryPlan.ClientErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole table of outcomes against plans: what a delivery's next step is.
final class DeliveryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RetryPlan PATIENT = plan(ClientErrors.RETRY);
  private static final RetryPlan STRICT = plan(ClientErrors.GIVE_UP);

  private final DeliveryPolicy policy = new DeliveryPolicy(RandomGenerator.of("L64X128MixRandom"));

  private static RetryPlan plan(ClientErrors clientErrors) {
    return new RetryPlan(
        List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(1)), 0, clientErrors);
  }

  private static Impression answered(int status, Header... headers) {
    return Impression.of(
        new Outcome.Answered(
            status, List.of(headers), new Payload("text/plain", new byte[0]), true),
        new TestFormat());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void everyStatusOf2xxDelivers(int status) {
    assertThat(policy.decide(PATIENT, 1, answered(status), NOW)).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 199, 300, 301, 302, 304, 307, 308, 500, 502, 503, 504, 599})
  void redirectsAndServerErrorsAreTriedAgainUnderEveryPlan(int status) {
    RetryAt again = new RetryAt(NOW.plusSeconds(5));
    assertThat(policy.decide(PATIENT, 1, answered(status), NOW)).isEqualTo(again);
    assertThat(policy.decide(STRICT, 1, answered(status), NOW)).isEqualTo(again);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 499})
  void otherClientErrorsEndTheDeliveryOnlyUnderAPlanThatSaysSo(int status) {
    assertThat(policy.decide(PATIENT, 1, answered(status), NOW)).isInstanceOf(RetryAt.class);
    assertThat(policy.decide(STRICT, 1, answered(status), NOW))
        .isEqualTo(new GiveUp(Reason.REFUSED));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429})
  void answersThatAskForPatienceAreTriedAgainUnderEveryPlan(int status) {
    assertThat(policy.decide(STRICT, 1, answered(status), NOW))
        .isEqualTo(new RetryAt(NOW.plusSeconds(5)));
  }

  @Test
  void goneSaysNothingOfTheDeliveryWhichIsKeptUnderEveryPlan() {
    assertThat(policy.decide(STRICT, 1, answered(410), NOW)).isEqualTo(new RetryAt(NOW));
    assertThat(policy.decide(PATIENT, 3, answered(410), NOW)).isEqualTo(new RetryAt(NOW));
  }

  @Test
  void aFormatMayKnowALastWordWhateverItsStatus() {
    TestFormat format = new TestFormat(Set.of(409, 410, 503), Set.of());
    for (int status : new int[] {409, 410, 503}) {
      Impression declined = Impression.of(answered(status).outcome(), format);
      assertThat(policy.decide(PATIENT, 1, declined, NOW)).isEqualTo(new GiveUp(Reason.REFUSED));
    }
  }

  @Test
  void goneIsAFailureLikeAnyOtherToAFormatThatDoesNotKnowIt() {
    Impression failed = Impression.of(answered(410).outcome(), new TestFormat(Set.of(), Set.of()));
    assertThat(policy.decide(PATIENT, 1, failed, NOW)).isEqualTo(new RetryAt(NOW.plusSeconds(5)));
    assertThat(policy.decide(STRICT, 1, failed, NOW)).isEqualTo(new GiveUp(Reason.REFUSED));
    assertThat(policy.decide(PATIENT, 3, failed, NOW)).isEqualTo(new GiveUp(Reason.EXHAUSTED));
  }

  @ParameterizedTest
  @CsvSource({
    "pause=60, 2026-03-01T12:01:00Z",
    "pause=0, 2026-03-01T12:00:05Z",
    "pause=86400, 2026-03-02T12:00:00Z",
    "pause=999999999, 2026-03-02T12:00:00Z",
    "pause=9999999999, 2026-03-01T12:00:05Z",
    "pause=-1, 2026-03-01T12:00:05Z",
    "pause, 2026-03-01T12:00:05Z",
    "stop, 2026-03-01T12:00:05Z",
  })
  void aReceiverMayAskForAPauseByAHeaderOfOurOwn(String value, Instant expected) {
    Impression answer = answered(500, new Header("fleetwire-control", value));
    assertThat(policy.decide(PATIENT, 1, answer, NOW)).isEqualTo(new RetryAt(expected));
  }

  @Test
  void theLaterOfTwoWishesCounts() {
    Impression answer =
        answered(503, new Header("Retry-After", "90"), new Header("Fleetwire-Control", "pause=60"));
    assertThat(policy.decide(PATIENT, 1, answer, NOW)).isEqualTo(new RetryAt(NOW.plusSeconds(90)));
  }

  @Test
  void whateverWentWrongOnTheWayIsTriedAgain() {
    List<Outcome> outcomes =
        List.of(
            new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE),
            new Outcome.Unreachable(Outcome.Fault.REFUSED, "refused"),
            new Outcome.Blocked("169.254.169.254"),
            new Outcome.NotComposed("no key"));
    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(policy.decide(STRICT, 2, Impression.of(outcome, new TestFormat()), NOW))
                    .isEqualTo(new RetryAt(NOW.plusSeconds(60))));
  }

  @Test
  void theLastAttemptOfThePlanExhaustsIt() {
    assertThat(policy.decide(PATIENT, 3, answered(500), NOW))
        .isEqualTo(new GiveUp(Reason.EXHAUSTED));
    assertThat(policy.decide(PATIENT, 3, answered(200), NOW)).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @CsvSource({
    "120, 2026-03-01T12:02:00Z",
    "1, 2026-03-01T12:00:05Z",
    "0, 2026-03-01T12:00:05Z",
    "999999999, 2026-03-02T12:00:00Z",
    "soon, 2026-03-01T12:00:05Z",
    "-3, 2026-03-01T12:00:05Z",
    "'Sun, 01 Mar 2026 12:10:00 GMT', 2026-03-01T12:10:00Z",
    "'Sun, 01 Mar 2020 12:10:00 GMT', 2026-03-01T12:00:05Z",
    "'Sun, 99 Mar 2020 12:10:00 GMT', 2026-03-01T12:00:05Z",
  })
  void retryAfterDelaysButNeverHastensAndNeverPastADay(String value, Instant expected) {
    Impression answer = answered(503, new Header("retry-after", value));
    assertThat(policy.decide(PATIENT, 1, answer, NOW)).isEqualTo(new RetryAt(expected));
  }

  @Test
  void jitterSpreadsRetriesByItsShareAndNoMore() {
    RetryPlan jittered =
        new RetryPlan(List.of(Duration.ZERO, Duration.ofSeconds(100)), 0.2, ClientErrors.RETRY);
    List<Duration> waits =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> (RetryAt) policy.decide(jittered, 1, answered(500), NOW))
            .map(step -> Duration.between(NOW, step.at()))
            .toList();
    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(120)));
    assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(90)) < 0);
    assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(110)) > 0);
  }

  @Test
  void theStandardPlanIsTwelveAttemptsOverMoreThanTwoDays() {
    assertThat(RetryPlan.STANDARD.delays()).hasSize(12);
    Duration sum = RetryPlan.STANDARD.delays().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(sum).isBetween(Duration.ofHours(48), Duration.ofHours(60));
  }
}
