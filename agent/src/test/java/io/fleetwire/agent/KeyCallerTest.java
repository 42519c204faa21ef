package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server may be gone at any byte of its answer.
final class KeyCallerTest {
  private static final int BYTES_MAX = 100;

  /// Longer than an answer takes on the busiest machine.
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration SHORT = Duration.ofSeconds(1);

  private final FakeReceiver server = FakeReceiver.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAnswerIsItsStatusAndItsBody() throws IOException {
    server.answer(FakeAnswer.text(404, "nothing"));
    try (KeyCaller caller = caller(server.url(""), LONG)) {
      KeyCaller.Answer answer = caller.get("/v2/devices", BYTES_MAX);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().bytes()).isEqualTo("nothing".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    server.answer(new FakeAnswer.DripBody(Duration.ofMillis(100)));
    try (KeyCaller caller = caller(server.url(""), SHORT)) {
      assertThatThrownBy(() -> caller.get("/v2/devices", BYTES_MAX))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void anAnswerThatIsTooLongIsNone() {
    server.answer(new FakeAnswer.EndlessBody(true));
    try (KeyCaller caller = caller(server.url(""), LONG)) {
      assertThatThrownBy(() -> caller.post("/v2/devices", "{}", BYTES_MAX))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whereNobodyListensThatIsSaid() {
    URI gone = server.url("");
    server.close();
    try (KeyCaller caller = caller(gone, LONG)) {
      assertThatThrownBy(() -> caller.get("/v2/devices", BYTES_MAX))
          .isInstanceOf(ConnectException.class);
    }
  }

  private static KeyCaller caller(URI url, Duration patience) {
    return new KeyCaller(url, "agent@lab.example", new Secret("key"), "fleetwire-agent", patience);
  }
}
