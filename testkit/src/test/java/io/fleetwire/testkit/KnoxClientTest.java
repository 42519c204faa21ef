package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Payload;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KnoxClientTest {
  private final FakeReceiver server = FakeReceiver.start();
  private final KnoxClient client = KnoxClient.of(server.url("/"));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void asksForATokenWithItsOwnCredentials() {
    client.token(new KnoxCredentials("me", "s&cret"), Map.of("scope", "kdms.devices kai"));
    assertThat(last().method()).isEqualTo("POST");
    assertThat(last().path()).isEqualTo("/ams/v1/oauth2/token");
    assertThat(last().header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(body())
        .isEqualTo(
            "client_id=me&client_secret=s%26cret&grant_type=client_credentials"
                + "&scope=kdms.devices+kai");
  }

  @Test
  void sendsTheHeadersOfTheCallerItWasDerivedFrom() {
    client.bearing("abc").with("X-WSM-TXID", "t1").upload(List.of("a\"\\b\n", "c"));
    assertThat(last().path()).isEqualTo("/kdms/v1/devices/upload");
    assertThat(last().header("Authorization")).contains("Bearer abc");
    assertThat(last().header("X-WSM-TXID")).contains("t1");
    assertThat(body())
        .isEqualTo("{\"deviceIds\":[\"a\\\"\\\\b\\u000A\",\"c\"],\"targetServices\":[\"KAI\"]}");
    client.get("/x");
    assertThat(last().header("Authorization")).isEmpty();
    assertThat(last().header("Content-Type")).isEmpty();
  }

  @Test
  void subscribesAUrlToEvents() {
    client.subscribe(URI.create("http://here/a"), List.of("A", "B"));
    assertThat(body()).isEqualTo("{\"url\":\"http://here/a\",\"events\":[\"A\",\"B\"]}");
  }

  @Test
  void returnsAnswersOfEveryStatusAsTheyCame() {
    server.answer(FakeAnswer.text(503, "Grüße"), FakeAnswer.redirect("http://elsewhere/"));
    KnoxAnswer refused = client.certificate();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).isEqualTo("Grüße");
    assertThat(refused.header("content-type")).contains("text/plain;charset=UTF-8");
    assertThat(client.delete("/a").status()).isEqualTo(307);
  }

  @Test
  void saysWhichRequestGotNoAnswer() {
    server.answer(new FakeAnswer.Raw("gibberish\r\n\r\n", true));
    assertThatThrownBy(() -> client.send("PUT", "/a", new Payload("text/plain", new byte[1])))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("PUT /a got no answer");
  }

  private ReceivedCallback last() {
    return server.callbacks().getLast();
  }

  private String body() {
    return new String(last().body().bytes(), StandardCharsets.UTF_8);
  }
}
