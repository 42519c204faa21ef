package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of every kind on the wire: right, wrong, too large, in chunks, and announced but never
/// sent.
final class BodyTest {
  private static final House HOUSE = House.open();

  @AfterAll
  static void close() {
    HOUSE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                    | 200",
        "application/json;charset=UTF-8      | 200",
        "application/json; charset=\"utf-8\" | 200",
        "Application/JSON ; Charset=utf-8    | 200",
        "application/cloudevents+json        | 200",
        "application/json; charset=latin1    | 415",
        "application/x-www-form-urlencoded   | 415",
        "text/json                           | 415",
        "json                                | 415",
        "application/json, text/plain        | 415",
      })
  void theMediaTypeDecidesBeforeTheBodyIsRead(String type, int status) {
    assertThat(post("/echo", "{}", "Content-Type: " + type).status()).isEqualTo(status);
  }

  @Test
  void aBodyWithoutATypeOrWithACodingIsRefused() {
    assertThat(post("/echo", "{}").status()).isEqualTo(415);
    Wire.Answer coded =
        post("/echo", "{}", "Content-Type: application/json", "Content-Encoding: gzip");
    assertThat(coded.status()).isEqualTo(415);
    assertThat(coded.body()).contains("without Content-Encoding");
  }

  @Test
  void aMissingBodyIsToldWhatToSend() {
    Wire.Answer answer = post("/echo", "", "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("the body is empty; send application/json in UTF-8");
  }

  /// Many clients send an empty object where there is nothing to say, whatever they call it.
  @ParameterizedTest
  @ValueSource(strings = {"", "{}", " { } ", "{\n}\r\n"})
  void whereNoBodyIsReadAnEmptyObjectIsTaken(String body) {
    assertThat(post("/act", body).body()).isEqualTo("0");
    Wire.Answer typed = post("/act", body, "Content-Type: application/x-www-form-urlencoded");
    assertThat(typed.status()).isEqualTo(200);
  }

  @Test
  void whereNoBodyIsReadAnyOtherIsRefused() {
    for (String body : List.of("x", "[]", "{\"a\":1}", "{}".repeat(9), " ".repeat(3000))) {
      assertNoneWanted(post("/act", body));
    }
    try (Wire wire = chunked("/act")) {
      assertNoneWanted(wire.send("3\r\n[1]\r\n0\r\n\r\n").read());
    }
    try (Wire wire = chunked("/act")) {
      assertThat(wire.send("2\r\n{}\r\n0\r\n\r\n").read().status()).isEqualTo(200);
    }
    try (Wire wire = HOUSE.connect()) {
      wire.head("POST /act HTTP/1.1", "Host: a", "Content-Length: 2001");
      assertNoneWanted(wire.read());
    }
  }

  private static void assertNoneWanted(Wire.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Connection")).contains("close");
    assertThat(answer.body()).contains("no body is read here; send none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1,\"a\":2}           | line 1, column 11: the member \\\"a\\\" is there twice",
        "{\"a\":1} {}               | line 1, column 9: there is something behind the value",
        "{\"a\":                    | the body ends in the middle of a value",
        "{'a':1}                   | line 1, column 2",
        "{\"a\":01}                 | line 1",
        "{\"a\":NaN}                | line 1, column 9: Non-standard token 'NaN'\",",
        "{\"a\":123456789012345678901234567890123} | a number has at most 32 characters",
        "[1,]                      | line 1",
        "{\"a\":\"\\ud800\"}        | half of a surrogate pair",
        "{\"a\":[-1e309]}          | beyond 1.7e308",
        "nothing                   | line 1, column 1: JSON has no value 'nothing'",
      })
  void brokenJsonIsRefusedWithItsPlace(String json, String told) {
    Wire.Answer answer = post("/echo", json, "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(told).contains("problem-malformed-body");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Wire.Answer answer = post("/echo", "{\"a\":\"\u00e9\"}", "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aBombOfNestedValuesIsRefused(String opening) {
    Wire.Answer answer = post("/echo", opening.repeat(300), "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("nest 32 levels deep");
  }

  @Test
  void allFaultsOfABodyAreToldAtOnce() {
    String json = "{\"url\":5,\"events\":[\"a\",7],\"size\":10,\"nested\":{},\"extra\":1}";
    Wire.Answer answer = post("/typed", json, "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("{\"pointer\":\"/url\",\"detail\":\"required string\"}")
        .contains("{\"pointer\":\"/events/1\",\"detail\":\"required string\"}")
        .contains("{\"pointer\":\"/size\",\"detail\":\"required integer from 1 to 9\"}")
        .contains("{\"pointer\":\"/nested/a~1b\",\"detail\":\"required string\"}")
        .contains("{\"pointer\":\"/extra\",\"detail\":\"unknown member\"}");
  }

  @Test
  void aGoodBodyIsRead() {
    String json = "{\"url\":\"u\",\"events\":[\"a\"],\"nested\":{\"a/b\":\"c\"}}";
    assertThat(post("/typed", json, "Content-Type: application/json").body())
        .isEqualTo("u [a] 5 c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1%202+3&b=   | 200 | 1 2 3",
        "a=&b=1         | 200 | none",
        "b=1&&          | 200 | none",
        "a=1&a=2        | 400 | given more than once",
        "a=%e9          | 400 | percent-encoded",
        "a=%4           | 400 | percent-encoded",
      })
  void formsAreReadStrictly(String form, int status, String told) {
    Wire.Answer answer = post("/form", form, "Content-Type: application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(told);
  }

  @Test
  void tooManyFieldsAreRefused() {
    Wire.Answer answer =
        post("/form", "a=1&".repeat(100), "Content-Type: application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void chunksAreJoined() {
    try (Wire wire = chunked("/echo")) {
      Wire.Answer answer = wire.send("2\r\n[1\r\n3\r\n,2]\r\n0\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("[1,2]");
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
    }
  }

  @Test
  void chunksAreCountedWhileTheyCome() {
    try (Wire wire = chunked("/echo")) {
      // One by one, far past the limit; the last chunk never comes.
      wire.send("400\r\n" + " ".repeat(0x400) + "\r\n")
          .send("400\r\n" + " ".repeat(0x400) + "\r\n");
      assertTooLarge(wire.read());
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffff\r\n", "ffffffffff\r\n", "-1\r\n", "x\r\n"})
  void chunksThatLieAreRefused(String chunk) {
    try (Wire wire = chunked("/echo")) {
      assertThat(wire.send(chunk).read().status()).isBetween(400, 413);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyIsRead() {
    try (Wire wire = HOUSE.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "Content-Type: application/json",
          "Content-Length: 2001");
      assertTooLarge(wire.read());
    }
  }

  @Test
  void aLengthFarOverTheLimitIsRefusedInTheDialectToo() {
    try (Wire wire = HOUSE.connect()) {
      wire.head("PUT /strange/thing HTTP/1.1", "Host: a", "Content-Length: 99999999999");
      Wire.Answer answer = wire.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).startsWith("strange:");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void theSenderOfTooMuchStillReadsTheAnswer() {
    try (Wire wire = HOUSE.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "Content-Type: application/json",
          "Content-Length: 3000");
      wire.send(" ".repeat(3000));
      assertTooLarge(wire.read());
    }
  }

  @Test
  void aWaitingSenderIsToldToGoOn() {
    try (Wire wire = HOUSE.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "Content-Type: application/json",
          "Expect: 100-continue",
          "Content-Length: 2");
      assertThat(wire.read().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(wire.send("[]").read().body()).isEqualTo("[]");
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
    }
  }

  @Test
  void aWaitingSenderIsRefusedWithoutBeingToldToGoOn() {
    try (Wire wire = HOUSE.connect()) {
      wire.head("POST /nothing HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 2");
      Wire.Answer answer = wire.read();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Connection")).contains("close");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void aBodyThatNobodyWantsIsSkippedAndTheConnectionGoesOn() {
    try (Wire wire = HOUSE.connect()) {
      wire.head("POST /nothing HTTP/1.1", "Host: a", "Content-Length: 500").send("x".repeat(500));
      assertThat(wire.read().status()).isEqualTo(404);
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().body()).isEqualTo("hello");
    }
  }

  @Test
  void aRouteWithoutABodyRefusesOne() {
    assertThat(post("/hello", "x").status()).isEqualTo(405);
    try (Wire wire = HOUSE.connect()) {
      wire.head("GET /hello HTTP/1.1", "Host: a", "Content-Length: 1").send("x");
      assertNoneWanted(wire.read());
    }
    try (Wire wire = HOUSE.connect()) {
      wire.head("DELETE /items/1 HTTP/1.1", "Host: a", "Content-Length: 0");
      assertThat(wire.read().status()).isEqualTo(204);
    }
  }

  @Test
  void aSenderThatGoesAwayIsNoFailureOfOurs() throws InterruptedException {
    try (Wire wire = HOUSE.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "X-Request-Id: gone-away",
          "Content-Type: application/json",
          "Content-Length: 10");
      wire.send("[");
    }
    RequestLog.Entry entry =
        HOUSE.log.await(e -> e.request().requestId().value().equals("gone-away"));
    assertThat(entry.reply().status()).isEqualTo(400);
    assertThat(HOUSE.log.failures()).isEmpty();
  }

  private static void assertTooLarge(Wire.Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("Connection")).contains("close");
    assertThat(answer.body()).contains("send at most 2000 bytes");
  }

  private static Wire chunked(String target) {
    return HOUSE
        .connect()
        .head(
            "POST " + target + " HTTP/1.1",
            "Host: a",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked");
  }

  private static Wire.Answer post(String target, String body, String... headers) {
    try (Wire wire = HOUSE.connect()) {
      wire.send("POST " + target + " HTTP/1.1\r\nHost: a\r\n");
      for (String header : headers) {
        wire.send(header + "\r\n");
      }
      wire.send("Content-Length: " + body.length() + "\r\n\r\n" + body);
      return wire.read();
    }
  }
}
