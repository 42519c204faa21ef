package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no request at all is refused with words, and the connection is closed: nobody can say
/// where the next request would begin (RFC 9112, section 11.2).
final class MalformedRequestTest {
  private static final House HOUSE = House.open();

  @AfterAll
  static void close() {
    HOUSE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET                                                              | 400",
        "GET /hello                                                       | 400",
        "GET /hello HTTP/1.0                                              | 505",
        "GET /hello HTTP/9.9                                              | 400",
        "GET  HTTP/1.1                                                    | 400",
        "GET /hello HTTP/1.1~X: y                                         | 400",
        "GET /hello HTTP/1.1~Host: a~Host: b                              | 400",
        "GET /hello HTTP/1.1~Host: a~Bad Name: x                          | 400",
        "GET /hello HTTP/1.1~Host: a~no colon                             | 400",
        "GET /he<llo HTTP/1.1~Host: a                                     | 400",
        "POST /echo HTTP/1.1~Host: a~Content-Length: x                    | 400",
        "POST /echo HTTP/1.1~Host: a~Content-Length: -1                   | 400",
        "POST /echo HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2  | 400",
        "POST /echo HTTP/1.1~Host: a~Content-Length: 2~Transfer-Encoding: chunked | 400",
        "POST /echo HTTP/1.1~Host: a~Transfer-Encoding: gzip              | 400",
        "POST /echo HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked     | 501",
      })
  void isRefusedAndTheConnectionClosed(String head, int status) {
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer answer = wire.head(head.split("~")).read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
      assertThat(answer.header("X-Request-Id")).isPresent();
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void aRequestLineOrAHeadThatIsTooLongIsRefusedWithTheLimit() {
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer answer = wire.head("GET /" + "a".repeat(9_000) + " HTTP/1.1", "Host: a").read();
      assertThat(answer.status()).isEqualTo(414);
      assertThat(answer.body()).contains("at most 8 KiB");
    }
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer answer =
          wire.head("GET /hello HTTP/1.1", "Host: a", "X-Much: " + "a".repeat(40_000)).read();
      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).contains("at most 32 KiB");
    }
  }

  @Test
  void aRefusalIsInTheLogToo() throws InterruptedException {
    try (Wire wire = HOUSE.connect()) {
      wire.head("GET /refused HTTP/1.0").read();
    }
    RequestLog.Entry entry = HOUSE.log.await(e -> e.request().path().equals("/refused"));
    assertThat(entry.reply().status()).isEqualTo(505);
    assertThat(entry.route()).isEmpty();
  }

  @Test
  void requestsInOnePacketAreAnsweredInOrder() {
    try (Wire wire = HOUSE.connect()) {
      String one = "GET /items/1 HTTP/1.1\r\nHost: a\r\n\r\n";
      wire.send(one + one.replace("1 ", "2 "));
      assertThat(wire.read().body()).isEqualTo("item 1");
      assertThat(wire.read().body()).isEqualTo("item 2");
    }
  }
}
