package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.EndpointPace.Sign;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which outcomes slow an endpoint down.
final class HealthSignTest {
  private static Sign sign(int status) {
    return HealthSign.of(
        new Outcome.Answered(status, List.of(), new Payload("text/plain", new byte[0]), true));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void theseSayThatThereIsTooMuchToDo(int status) {
    assertThat(sign(status)).isEqualTo(Sign.OVERLOADED);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 400, 401, 404, 408, 410, 500, 501})
  void whoeverAnswersOtherwiseIsThere(int status) {
    assertThat(sign(status)).isEqualTo(Sign.WELL);
  }

  @Test
  void noAnswerIsASignAndWhatWasNotSentIsNone() {
    assertThat(HealthSign.of(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE)))
        .isEqualTo(Sign.OVERLOADED);
    assertThat(HealthSign.of(new Outcome.Unreachable(Outcome.Fault.REFUSED, "refused")))
        .isEqualTo(Sign.OVERLOADED);
    assertThat(HealthSign.of(new Outcome.Blocked("169.254.169.254"))).isEqualTo(Sign.UNKNOWN);
    assertThat(HealthSign.of(new Outcome.NotComposed("no key"))).isEqualTo(Sign.UNKNOWN);
  }
}
