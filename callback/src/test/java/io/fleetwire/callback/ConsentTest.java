package io.fleetwire.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsentTest extends OwnHouse {
  private final FakeReceiver receiver = FakeReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private ConsentAnswer ask(int perMinute) {
    return house
        .callbacks
        .consent()
        .ask(receiver.url("/hook?a=b"), CallbackOptions.NONE, perMinute);
  }

  @Test
  void asksByOptionsAtTheVeryUrl() {
    CallbackOptions options =
        new CallbackOptions(
            List.of(new Header("X-Tenant", "t")),
            new Authentication.Bearer(new Secret("sesame")),
            false);
    house.callbacks.consent().ask(receiver.url("/hook?a=b"), options, 120);
    ReceivedCallback request = receiver.callbacks().getFirst();
    assertThat(request.method()).isEqualTo("OPTIONS");
    assertThat(request.path()).isEqualTo("/hook?a=b");
    assertThat(request.header("WebHook-Request-Origin")).contains(House.ORIGIN);
    assertThat(request.header("WebHook-Request-Rate")).contains("120");
    assertThat(request.header("Authorization")).contains("Bearer sesame");
    assertThat(request.header("X-Tenant")).contains("t");
    assertThat(request.body().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // status, allowed origin, allowed rate, asked for, answer
        "200, fleet.example, 60,  120, GrantedAtRate[perMinute=60]",
        "204, FLEET.example, 60,    0, GrantedAtRate[perMinute=60]",
        "200, *,             *,   120, Granted[]",
        "200, *,             -,     0, Granted[]",
        "200, *,             -,   120, Withheld[reason=it answered without WebHook-Allowed-Rate]",
        "200, *,             0,   120, Withheld",
        "200, *,             -1,  120, Withheld",
        "200, *,             many, 1,  Withheld",
        "200, *, 99999999999999, 120,  Withheld",
        "200, -,             60,  120, Withheld[reason=it answered without WebHook-Allowed-Origin]",
        "200, other.example, 60,  120, Withheld",
        "405, -,             -,   120, Withheld[reason=it answered 405]",
        "401, *,             *,   120, Withheld[reason=it answered 401]",
        "302, *,             *,   120, Withheld[reason=it answered 302]"
      })
  void takesConsentFromHeadersAlone(
      int status, @Nullable String origin, @Nullable String rate, int asked, String answer) {
    String headers =
        (origin == null ? "" : "WebHook-Allowed-Origin: " + origin + "\r\n")
            + (rate == null ? "" : "WebHook-Allowed-Rate: " + rate + "\r\n");
    receiver.answer(new FakeAnswer.Honest(status, headers, ""));
    assertThat(ask(asked).toString()).startsWith(answer);
  }

  @Test
  void tellsThatNobodyCouldBeAsked() {
    receiver.answer(new FakeAnswer.Reset());
    assertThat(ask(1)).isInstanceOf(ConsentAnswer.NotAsked.class);
    assertThat(
            house
                .callbacks
                .consent()
                .ask(URI.create("http://169.254.169.254/"), CallbackOptions.NONE, 1))
        .isEqualTo(new ConsentAnswer.NotAsked("169.254.169.254 is a cloud's metadata service"));
  }
}
