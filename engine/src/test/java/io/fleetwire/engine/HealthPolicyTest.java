package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.EndpointHealth.Doubtful;
import io.fleetwire.engine.EndpointHealth.Failing;
import io.fleetwire.engine.EndpointHealth.Well;
import io.fleetwire.engine.EndpointState.Reason;
import io.fleetwire.engine.Impression.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole table: what an outcome says of its endpoint, and what follows from that.
final class HealthPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant JUST = NOW.minus(Duration.ofMinutes(5)).plusNanos(1);
  private static final Instant WHILE = NOW.minus(Duration.ofMinutes(5));
  private static final Instant DAYS = NOW.minus(Duration.ofDays(5));

  private static Outcome.Answered answered(int status, Header... headers) {
    return new Outcome.Answered(
        status, List.of(headers), new Payload("text/plain", new byte[0]), true);
  }

  private static Impression impression(Outcome outcome) {
    return Impression.of(outcome, new TestFormat());
  }

  static Stream<Arguments> everyOutcome() {
    return Stream.of(
        Arguments.of(answered(204), Kind.TAKEN),
        Arguments.of(answered(302), Kind.FAILED),
        Arguments.of(answered(404), Kind.FAILED),
        Arguments.of(answered(410), Kind.FAILED),
        Arguments.of(answered(503), Kind.FAILED),
        Arguments.of(new Outcome.TimedOut(Outcome.Phase.CONNECT), Kind.FAILED),
        Arguments.of(new Outcome.Unreachable(Outcome.Fault.TLS, "no trust"), Kind.FAILED),
        Arguments.of(new Outcome.Blocked("169.254.169.254"), Kind.FAILED),
        Arguments.of(new Outcome.NotComposed("no key"), Kind.NOTHING));
  }

  @ParameterizedTest
  @MethodSource("everyOutcome")
  void anOutcomeSaysWhetherAnEndpointCanBeTold(Outcome outcome, Kind expected) {
    assertThat(impression(outcome).kind()).isEqualTo(expected);
  }

  static Stream<Arguments> everyFarewell() {
    Header stop = new Header("fleetwire-control", " stop ");
    return Stream.of(
        Arguments.of(answered(200), Optional.empty()),
        Arguments.of(answered(200, stop), Optional.of(Reason.ASKED_TO_STOP)),
        Arguments.of(answered(500, stop), Optional.of(Reason.ASKED_TO_STOP)),
        Arguments.of(answered(410, stop), Optional.of(Reason.GONE)),
        Arguments.of(answered(410), Optional.of(Reason.GONE)),
        Arguments.of(answered(404), Optional.empty()),
        Arguments.of(answered(200, new Header("Fleetwire-Control", "Stop!")), Optional.empty()),
        Arguments.of(new Outcome.TimedOut(Outcome.Phase.TOTAL), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("everyFarewell")
  void aReceiverMaySayThatItWantsNoMore(Outcome outcome, Optional<Reason> expected) {
    Impression impression = impression(outcome);
    assertThat(impression.farewell()).isEqualTo(expected);
    assertThat(HealthPolicy.reasonToDisable(new Well(), impression, NOW)).isEqualTo(expected);
  }

  @Test
  void theFormatSaysWhichAnswerIsAFarewellAndWhichADecision() {
    TestFormat format = new TestFormat(Set.of(410), Set.of(404));
    assertThat(Impression.of(answered(410), format))
        .isEqualTo(new Impression(answered(410), Kind.DECLINED, Optional.empty()));
    assertThat(Impression.of(answered(404), format))
        .isEqualTo(new Impression(answered(404), Kind.FAILED, Optional.of(Reason.GONE)));
  }

  static Stream<Arguments> everyStep() {
    return Stream.of(
        Arguments.of(new Well(), Kind.TAKEN, new Well()),
        Arguments.of(new Well(), Kind.NOTHING, new Well()),
        Arguments.of(new Well(), Kind.FAILED, new Doubtful(NOW)),
        Arguments.of(new Doubtful(JUST), Kind.FAILED, new Doubtful(JUST)),
        Arguments.of(new Doubtful(WHILE), Kind.FAILED, new Failing(WHILE)),
        Arguments.of(new Doubtful(DAYS), Kind.NOTHING, new Doubtful(DAYS)),
        Arguments.of(new Doubtful(DAYS), Kind.TAKEN, new Well()),
        Arguments.of(
            new Doubtful(NOW.plusSeconds(9)), Kind.FAILED, new Doubtful(NOW.plusSeconds(9))),
        Arguments.of(new Failing(WHILE), Kind.FAILED, new Failing(WHILE)),
        Arguments.of(new Failing(WHILE), Kind.NOTHING, new Failing(WHILE)),
        Arguments.of(new Failing(DAYS), Kind.DECLINED, new Well()),
        Arguments.of(new Failing(DAYS), Kind.TAKEN, new Well()));
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void healthGoesByWhatWasTaken(EndpointHealth before, Kind kind, EndpointHealth after) {
    assertThat(HealthPolicy.next(before, kind, NOW)).isEqualTo(after);
  }

  @Test
  void fiveDaysOfNothingButFailuresAreEnough() {
    Impression failed = impression(answered(500));
    assertThat(HealthPolicy.reasonToDisable(new Failing(DAYS.plusNanos(1)), failed, NOW)).isEmpty();
    assertThat(HealthPolicy.reasonToDisable(new Failing(DAYS), failed, NOW))
        .contains(Reason.FAILED_FOR_DAYS);
    assertThat(HealthPolicy.reasonToDisable(new Failing(DAYS), impression(answered(410)), NOW))
        .contains(Reason.GONE);
  }
}
