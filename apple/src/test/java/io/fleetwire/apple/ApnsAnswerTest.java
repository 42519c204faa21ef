package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApnsAnswerTest {

  @Test
  void successNamesThePush() {
    Outcome outcome =
        new Outcome.Answered(
            200, List.of(new Header("apns-id", "ID-1")), new Payload("", new byte[0]), true);
    assertThat(ApnsAnswer.of(outcome)).isEqualTo(new ApnsAnswer.Taken("ID-1"));
  }

  /// Only the first line is about the token; only the last ones are worth another try.
  @ParameterizedTest
  @CsvSource({
    "410, Unregistered, Unregistered",
    "410, ExpiredToken, Refused",
    "400, BadDeviceToken, Refused",
    "400, DeviceTokenNotForTopic, Refused",
    "400, MissingTopic, Refused",
    "403, BadCertificate, Refused",
    "403, BadCertificateEnvironment, Refused",
    "404, BadPath, Refused",
    "405, MethodNotAllowed, Refused",
    "413, PayloadTooLarge, Refused",
    "302, Elsewhere, Refused",
    "400, IdleTimeout, Later",
    "429, TooManyRequests, Later",
    "500, InternalServerError, Later",
    "503, ServiceUnavailable, Later",
    "503, Shutdown, Later",
  })
  void statusAndReasonSayWhatToDo(int status, String reason, String expected) {
    ApnsAnswer answer = ApnsAnswer.of(answered(status, "{\"reason\":\"" + reason + "\"}"));
    assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>410 Unregistered</html>",
        "{\"reason\":[\"Unregistered\"]}",
        "{\"reason\":\"two words\"}",
        "Unregistered",
        "''",
      })
  void whatIsNoAnswerOfTheServiceEndsNoToken(String body) {
    assertThat(ApnsAnswer.of(answered(410, body))).isEqualTo(new ApnsAnswer.Refused(410, ""));
  }

  @Test
  void noAnswerIsNoReasonToGiveUp() {
    assertThat(
            List.of(
                ApnsAnswer.of(new Outcome.TimedOut(Outcome.Phase.TOTAL)),
                ApnsAnswer.of(new Outcome.Unreachable(Outcome.Fault.TLS, "no trust")),
                ApnsAnswer.of(new Outcome.Blocked("policy")),
                ApnsAnswer.of(new Outcome.NotComposed("nothing"))))
        .allSatisfy(answer -> assertThat(answer).isInstanceOf(ApnsAnswer.Later.class));
  }

  private static Outcome answered(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outcome.Answered(status, List.of(), new Payload("", bytes), true);
  }
}
