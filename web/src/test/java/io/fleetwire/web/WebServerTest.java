package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a caller sees on the wire, by a client that can send anything.
final class WebServerTest {
  private static final House HOUSE = House.open();

  @AfterAll
  static void close() {
    HOUSE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/hello                  | 200 | hello",
        "/items/1                | 200 | item 1",
        "/items/a%2Fb%20c        | 200 | item a/b c",
        "/items/a+b              | 200 | item a+b",
        "/items/special          | 200 | fixed",
        "/items/special/parts/2  | 200 | special 2",
        "/query?q=a%20b+c%C3%A9  | 200 | a b cé",
        "/query?x=1              | 200 | none",
        "/page                   | 200 | 0 25 0",
        "/page?pageNum=3&pageSize=100 | 200 | 3 100 300",
      })
  void routesAreFoundAndDecoded(String target, int status, String body) {
    Wire.Answer answer = get(target);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/                | 404",
        "/nothing         | 404",
        "/hello/          | 404",
        "//hello          | 404",
        "/items/          | 404",
        "/items/..        | 404",
        "/items/%2e%2e    | 404",
        "/items/%zz       | 400",
        "/items/%c3       | 404",
        "/query?q=%c3     | 400",
        "/query?q=1&q=2   | 400",
        "/page?pageSize=0   | 400",
        "/page?pageSize=101 | 400",
        "/page?pageNum=-1   | 400",
        "/page?pageNum=x    | 400",
        "http://elsewhere.example/hello | 200",
      })
  void whatIsNotThereIsNotFoundAndWhatIsWrongIsRefused(String target, int status) {
    assertThat(get(target).status()).isEqualTo(status);
  }

  @Test
  void aPathFamilyReportsInItsOwnDialect() {
    assertThat(get("/strange/unknown").body()).startsWith("strange: there is no");
    assertThat(get("/strange/thing").body()).isEqualTo("strange: use PUT, OPTIONS");
    assertThat(get("/strangeness").header("Content-Type")).contains("application/problem+json");
  }

  @Test
  void anotherMethodIsToldWhichAreAllowed() {
    Wire.Answer answer = ask("POST /items/1 HTTP/1.1", "Host: a", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, HEAD, DELETE, OPTIONS");
    assertThat(ask("BREW /hello HTTP/1.1", "Host: a").status()).isEqualTo(405);
  }

  @Test
  void optionsAreAnsweredFromTheTable() {
    Wire.Answer answer = ask("OPTIONS /hello HTTP/1.1", "Host: a");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() {
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer head = wire.head("HEAD /hello HTTP/1.1", "Host: a").read(false);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).contains("5");
      // The next answer follows at once: no body was in between.
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().body()).isEqualTo("hello");
    }
  }

  @Test
  void aReplyWithoutContentHasNoLengthAndTheConnectionGoesOn() {
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer deleted = wire.head("DELETE /items/1 HTTP/1.1", "Host: a").read();
      assertThat(deleted.status()).isEqualTo(204);
      assertThat(deleted.header("Content-Length").orElse("0")).isEqualTo("0");
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().body()).isEqualTo("hello");
    }
  }

  @Test
  void aCallerWhoWantsNoMoreIsLetGo() {
    try (Wire wire = HOUSE.connect()) {
      Wire.Answer answer = wire.head("GET /hello HTTP/1.1", "Host: a", "Connection: close").read();
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void everyAnswerHasARequestIdAndGuardsBrowsers() {
    Wire.Answer made = get("/hello");
    assertThat(made.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    assertThat(made.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(made.header("Cache-Control")).contains("no-store");
    assertThat(made.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
    assertThat(made.header("Server")).isEmpty();
    assertThat(ask("GET /hello HTTP/1.1", "Host: a", "X-Request-Id: abc-1").header("X-Request-Id"))
        .contains("abc-1");
    assertThat(ask("GET /hello HTTP/1.1", "Host: a", "X-Request-Id: a\"b").header("X-Request-Id"))
        .get()
        .asString()
        .matches("[0-9a-f]{32}");
  }

  @Test
  void acceptIsObeyed() {
    assertThat(ask("GET /json-only HTTP/1.1", "Host: a").status()).isEqualTo(200);
    assertThat(accepting("text/html, application/*;q=0.5").status()).isEqualTo(200);
    assertThat(accepting("text/html").status()).isEqualTo(406);
    assertThat(accepting("application/json;q=0").status()).isEqualTo(406);
  }

  @Test
  void callersAreLetInByScope() {
    assertThat(get("/secret").status()).isEqualTo(401);
    assertThat(get("/secret").header("WWW-Authenticate")).contains("Bearer");
    assertThat(as("kai", "/secret").body()).isEqualTo("client-1");
    assertThat(as("ke", "/secret").status()).isEqualTo(403);
    assertThat(as("ke", "/secret").body()).contains("the token lacks the scope kai.app");
    assertThat(as("ke", "/anybody").status()).isEqualTo(200);
  }

  @Test
  void theLogHasOneEntryPerRequestWithItsCallerAndPattern() throws InterruptedException {
    ask("GET /anybody HTTP/1.1", "Host: a", "Authorization: Bearer kai", "X-Request-Id: logged-1");
    RequestLog.Entry entry =
        HOUSE.log.await(e -> e.request().requestId().value().equals("logged-1"));
    assertThat(entry.route()).isEqualTo("/anybody");
    assertThat(entry.reply().status()).isEqualTo(200);
    assertThat(entry.request().findPrincipal().orElseThrow().client()).isEqualTo("client-1");
    assertThat(entry.request().remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(entry.took().isNegative()).isFalse();
  }

  @Test
  void whatBreaksIsLoggedWithItsCauseAndShownWithoutIt() throws InterruptedException {
    Wire.Answer answer = get("/problem/bug");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret detail");
    assertThat(answer.body()).contains(answer.header("X-Request-Id").orElseThrow());
    assertThat(HOUSE.log.failures())
        .anySatisfy(cause -> assertThat(cause).hasMessage("a secret detail"));
    assertThat(get("/problem/broken-rule").status()).isEqualTo(500);
  }

  @Test
  void aStoreThatIsAwayIsToldWithAnHour() {
    Wire.Answer answer = get("/problem/store");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("5");
    assertThat(answer.body()).doesNotContain("disk full");
  }

  private static Wire.Answer as(String scopes, String target) {
    return ask("GET " + target + " HTTP/1.1", "Host: a", "Authorization: Bearer " + scopes);
  }

  private static Wire.Answer accepting(String accept) {
    return ask("GET /json-only HTTP/1.1", "Host: a", "Accept: " + accept);
  }

  private static Wire.Answer get(String target) {
    return ask("GET " + target + " HTTP/1.1", "Host: a");
  }

  private static Wire.Answer ask(String... head) {
    try (Wire wire = HOUSE.connect()) {
      return wire.head(head).read();
    }
  }
}
