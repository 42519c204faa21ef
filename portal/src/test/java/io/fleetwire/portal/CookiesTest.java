package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a page says in a cookie, the next one shows.
final class CookiesTest {
  private final Cookies cookies = new Cookies(true);

  @Test
  void aSentenceArrivesInAnyScript() {
    String sentence = "“" + "設".repeat(198) + "” was saved.";
    assertThat(cookies.told(bringing(cookies.tell(sentence)))).contains(sentence);
  }

  @Test
  void aLongOneIsCutSoThatABrowserKeepsIt() {
    String cookie = cookies.tell("設".repeat(2_000));
    assertThat(cookie.length()).as("RFC 6265 section 6.1").isLessThan(4_096);
    assertThat(cookies.told(bringing(cookie)).orElseThrow()).startsWith("設設設");
  }

  private static Request bringing(String setCookie) {
    String pair = setCookie.substring(0, setCookie.indexOf(';'));
    return Request.of(
        new Request.Head(
            HttpMethod.GET,
            "/portal",
            List.of(),
            List.of(new Header("Cookie", pair)),
            new TraceId("t"),
            "127.0.0.1"));
  }
}
